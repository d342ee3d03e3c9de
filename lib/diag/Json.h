// Json: a JSON value that is built and printed. Keys stay in the order in which they are set. It
// does not read JSON.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace autograft {

class Json {
public:
  using List = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;
  Json(bool value) : Value(value) {}
  Json(int value) : Value(std::int64_t{value}) {}
  Json(unsigned value) : Value(std::int64_t{value}) {}
  Json(std::int64_t value) : Value(value) {}
  Json(std::string_view value) : Value(std::string(value)) {}
  Json(const char *value) : Value(std::string(value)) {}
  Json(std::string value) : Value(std::move(value)) {}

  static Json object(std::initializer_list<Member> members);
  static Json list();
  static Json list(Json item);

  /// Of an object: appends a member.
  Json &set(std::string_view key, Json value);
  /// Of a list: appends an item.
  Json &add(Json value);

  /// Two blanks a level; a line break at the end.
  std::string text() const;
  /// On one line.
  std::string compact() const;

private:
  void print(std::string &out, int indent) const;

  std::variant<std::monostate, bool, std::int64_t, std::string, List, Object> Value;
};

/// The text between double quotes; bytes that are no UTF-8 become U+FFFD.
std::string jsonString(std::string_view text);

} // namespace autograft
