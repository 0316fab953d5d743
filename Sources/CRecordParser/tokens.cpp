#include "tokens.h"

#include "text.h"

namespace uc {

Token Tokens::after(Token value) const {
  size_t depth = 0;
  for (;; value++) {
    char c = first_byte(value);
    if (c == '{' || c == '[') depth++;
    if (c == '}' || c == ']') depth--;
    if (depth == 0) return value + 1;
  }
}

void Envelope::begin(Token first) {
  root = first;
  is_page = has_escapes = false;
  meta = data = no_token;
  collect_ = nullptr;
}

void Envelope::add_root_key(const Tokens &tokens, Token key, bool key_has_escapes) {
  collect_ = nullptr;
  std::string_view name = tokens.raw_string(key);
  char plain[64];
  if (key_has_escapes && name.size() <= sizeof plain) name = {plain, unescape(name, plain)};
  // A bracket that closes nothing may be here as long as the text is being checked.
  Token value = key + 2;
  auto open = [&](std::vector<Member> &members) {
    members.clear();
    if (tokens.first_byte(value) == '{') collect_ = &members;
    return value;
  };
  if (name == "meta") {
    meta = open(meta_members);
  } else if (name == "data") {
    data = open(data_members);
  } else if (name == "resources" || name == "pagination") {
    is_page = true;
  }
}

}  // namespace uc
