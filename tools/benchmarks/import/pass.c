// A bare pass of expat over files: every element and every piece of text is called for, and nothing
// is kept. Prints how many elements there were.
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>

static long elements, characters;

static void XMLCALL enter(void *context, const char *name, const char **attributes) {
    (void)context, (void)name, (void)attributes;
    elements++;
}

static void XMLCALL leave(void *context, const char *name) { (void)context, (void)name; }

static void XMLCALL text(void *context, const char *bytes, int count) {
    (void)context, (void)bytes;
    characters += count;
}

int main(int count, char **names) {
    static char bytes[1 << 18];
    for (int index = 1; index < count; index++) {
        FILE *file = fopen(names[index], "rb");
        if (!file) return perror(names[index]), 1;
        XML_Parser parser = XML_ParserCreate(NULL);
        XML_SetElementHandler(parser, enter, leave);
        XML_SetCharacterDataHandler(parser, text);
        size_t length;
        do {
            length = fread(bytes, 1, sizeof bytes, file);
            if (XML_Parse(parser, bytes, (int)length, length == 0) != XML_STATUS_OK) return 1;
        } while (length > 0);
        XML_ParserFree(parser);
        fclose(file);
    }
    printf("%ld elements, %ld bytes of text\n", elements, characters);
    return 0;
}
