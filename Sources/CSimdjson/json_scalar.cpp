#include "json_scalar.h"

namespace uc {

bool is_number(std::string_view t) {
  size_t i = 0;
  auto digits = [&] {
    size_t start = i;
    while (i < t.size() && is_digit(t[i])) i++;
    return i > start;
  };
  if (i < t.size() && t[i] == '-') i++;
  if (i < t.size() && t[i] == '0') {
    i++;
  } else if (!digits()) {
    return false;
  }
  if (i < t.size() && t[i] == '.') {
    i++;
    if (!digits()) return false;
  }
  if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
    i++;
    if (i < t.size() && (t[i] == '+' || t[i] == '-')) i++;
    if (!digits()) return false;
  }
  return i == t.size();
}

}  // namespace uc
