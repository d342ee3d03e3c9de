// Printing of JSON values; see Json.h.
#include "diag/Json.h"

#include <fmt/format.h>

namespace autograft {

namespace {

/// Length of the UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t sequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xC2 && first < 0xE0  ? 2
                             : first >= 0xE0 && first < 0xF0  ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || length > text.size())
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  const bool isOverlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool isOutside = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return isOverlong || isOutside ? 0 : length;
}

void newLine(std::string &out, int indent) {
  if (indent < 0)
    return;
  out += '\n';
  out.append(static_cast<std::size_t>(indent) * 2, ' ');
}

} // namespace

std::string jsonString(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t length = sequenceLength(text);
    if (length == 0)
      out += "\xEF\xBF\xBD";
    else if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out + "\"";
}

Json Json::object(std::initializer_list<Member> members) {
  Json json;
  json.Value = Object(members);
  return json;
}

Json Json::list() {
  Json json;
  json.Value = List();
  return json;
}

Json Json::list(Json item) {
  Json json = list();
  json.add(std::move(item));
  return json;
}

Json &Json::set(std::string_view key, Json value) {
  std::get<Object>(Value).emplace_back(std::string(key), std::move(value));
  return *this;
}

Json &Json::add(Json value) {
  std::get<List>(Value).push_back(std::move(value));
  return *this;
}

void Json::print(std::string &out, int indent) const {
  const int inner = indent < 0 ? -1 : indent + 1;
  auto separated = [&](const auto &items, char open, char close, auto &&printOne) {
    out += open;
    for (std::size_t i = 0; i < items.size(); ++i) {
      out += i == 0 ? "" : ",";
      newLine(out, inner);
      printOne(items[i]);
    }
    if (!items.empty())
      newLine(out, indent);
    out += close;
  };
  if (const bool *truth = std::get_if<bool>(&Value))
    out += *truth ? "true" : "false";
  else if (const std::int64_t *number = std::get_if<std::int64_t>(&Value))
    out += std::to_string(*number);
  else if (const std::string *string = std::get_if<std::string>(&Value))
    out += jsonString(*string);
  else if (const List *items = std::get_if<List>(&Value))
    separated(*items, '[', ']', [&](const Json &item) { item.print(out, inner); });
  else if (const Object *members = std::get_if<Object>(&Value))
    separated(*members, '{', '}', [&](const Member &member) {
      out += jsonString(member.first) + (indent < 0 ? ":" : ": ");
      member.second.print(out, inner);
    });
  else
    out += "null";
}

std::string Json::text() const {
  std::string out;
  print(out, 0);
  return out + "\n";
}

std::string Json::compact() const {
  std::string out;
  print(out, -1);
  return out;
}

} // namespace autograft
