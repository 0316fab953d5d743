"""Documents that are named must exist, and so must the rules and sections that are cited."""

import posixpath
import re

from repository import Finding, lines

TEXT = (".swift", ".md", ".py", ".h", ".c", ".cpp", ".json", ".txt", ".sh")
SPECIFICATION = {"AuditRules.md", "Inputs.md", "Sources.md"}
NAMED = re.compile(r"[\w./-]*\w\.md\b")
SECTION = re.compile(r"(AuditRules|Inputs|Sources)\.md,?\s+§(\d+)(?:,?\s+rules?\s+(\d+))?")
TITLE = re.compile(r'(AuditRules|Inputs|Sources)\.md, "([^"]+)"')
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
WALK = "Documentation/Architecture.md"
PLACE = re.compile(r"`(\w+(?:/[\w.+-]+)+|[\w+]+\.(?:swift|cpp))`")
# Files that a tool writes.
OTHERS = {"results.md"}
# Its tests cite what does not exist.
EXEMPT = "tools/tidy/"


def cited_from(repository):
    return [path for path in repository.paths(*TEXT) if not path.startswith(EXEMPT)]


def documents(repository):
    names = {path.rsplit("/", 1)[-1] for path in repository.paths(".md")} | OTHERS
    for path in cited_from(repository):
        for number, line in lines(repository.texts[path]):
            for name in NAMED.findall(line):
                if name.rsplit("/", 1)[-1] not in names:
                    yield Finding("document", path, f"{path}:{number}: there is no {name}")


def links(repository):
    folders = {path.rsplit("/", n)[0] for path in repository.texts
               for n in range(1, path.count("/") + 1)}
    for path in repository.paths(".md"):
        for number, line in lines(repository.texts[path]):
            for target, _ in LINK.findall(line):
                if re.match(r"[a-z]+:", target):
                    continue
                found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                if found not in repository.texts and found not in folders:
                    yield Finding("link", path, f"{path}:{number}: {target} leads nowhere")


def sections(repository, document):
    """The numbered sections of a document, with their texts, and the titles of all headings."""
    text = repository.texts.get(f"Documentation/{document}.md", "")
    parts = re.split(r"^#+ +", text, flags=re.M)[1:]
    numbered, titles = {}, set()
    for part in parts:
        title = part.split("\n", 1)[0].strip()
        titles.add(re.sub(r"^§?\d+\.? +", "", title).replace("`", ""))
        if match := re.match(r"§?(\d+)\b", title):
            numbered[match[1]] = part
    return numbered, titles


def citations(repository):
    known = {name: sections(repository, name) for name in ("AuditRules", "Inputs", "Sources")}
    for path in cited_from(repository):
        text = joined(repository.texts[path])
        for document, section, rule in SECTION.findall(text):
            numbered, _ = known[document]
            if section not in numbered:
                yield Finding("citation", path, f"{path}: {document}.md has no §{section}")
            elif rule and not has_rule(numbered[section], rule):
                yield Finding("citation", path, f"{path}: {document}.md §{section} has no rule {rule}")
        for document, title in TITLE.findall(text):
            _, titles = known[document]
            if not any(one.startswith(title.replace("`", "")) for one in titles):
                yield Finding("citation", path, f'{path}: {document}.md has no section "{title}"')


def joined(text):
    """The text with comments that go on over several lines made one."""
    return re.sub(r"\s*\n\s*(?:///?|#|\*)? *", " ", text)


def has_rule(section, rule):
    return re.search(rf"^\s*(?:\*\*)?{rule}[.)]", section, re.M) is not None


def walk(repository):
    """Folders and files that the walk through the modules names are where it says."""
    folders = {path.rsplit("/", n)[0] for path in repository.texts
               for n in range(1, path.count("/") + 1)}
    known = folders | set(repository.texts)
    names = {path.rsplit("/", 1)[-1] for path in repository.texts}
    for number, line in lines(repository.texts.get(WALK, "")):
        for name in PLACE.findall(line):
            found = {name, f"Sources/{name}"} & known or ("/" not in name and name in names)
            if not found:
                yield Finding("walk", WALK, f"{WALK}:{number}: there is no {name}")


RULES = (documents, links, citations, walk)
