// print and check: the text with its tensors filled in, written out or thrown.
#include "ops/effects.h"
#include "ops/attributes.h"
#include "ops/families.h"

#include <cstdio>
#include <fmt/format.h>

#include "autograft/fmt.h"

namespace ag::ops {

std::string next_field(std::string_view& text, Field& field, Location where) {
  std::string plain;
  field = {};
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c != '{' && c != '}') {
      plain.push_back(c);
      continue;
    }
    if (!text.empty() && text.front() == c) {  // {{ and }}
      text.remove_prefix(1);
      plain.push_back(c);
      continue;
    }
    const std::size_t end = text.find('}');
    if (c == '}' || end == std::string_view::npos)
      fail("AG0218", where, "the format has a single '{' or '}': write it twice");
    std::string_view inside = text.substr(0, end);
    text.remove_prefix(end + 1);
    const std::size_t colon = inside.find(':');
    if (inside.substr(0, colon) != "")
      fail("AG0218", where, "the format takes arguments in order: {} or {:spec}");
    if (colon != std::string_view::npos) field.spec = inside.substr(colon + 1);
    field.present = true;
    return plain;
  }
  return plain;
}

std::string filled(std::string_view text, const Operands& in, std::size_t first, Location where) {
  std::string out;
  for (std::size_t i = first;; ++i) {
    Field field;
    out += next_field(text, field, where);
    if (!field.present) {
      if (i < in.size()) fail("AG0218", where, "the format has fewer {} than there are arguments");
      return out;
    }
    if (i >= in.size()) fail("AG0218", where, "the format has more {} than there are arguments");
    out += detail::format(in[i], field.spec);
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    out.push_back(c);
    if (c == '{' || c == '}') out.push_back(c);
  }
  return out;
}

namespace {
/// What a check that the runtime itself records is about: a variable that may not be set, a loop
/// that runs too many turns.
constexpr const char* unset_code = "AG0201";
constexpr const char* turns_code = "AG0220";
}  // namespace

void infer_effect_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results&) {
  std::string_view text = attributes.as<TextAttributes>().text;
  const std::string_view code = attributes.as<TextAttributes>().code;
  if (!code.empty() && code != unset_code && code != turns_code)
    fail("AG0218", c.where, fmt::format("a check cannot raise \"{}\"", code));
  std::size_t fields = 0;
  for (Field f;; ++fields) {
    next_field(text, f, c.where);
    if (!f.present) break;
  }
  const std::size_t first = op == OpId::check ? 1 : 0;
  if (fields + first != in.size())
    fail("AG0218", c.where,
         fmt::format("the format has {} {{}} for {} arguments", fields, in.size() - first));
  if (op == OpId::check && !(in[0]->elements == 1 || in[0]->symbolic_extents))
    fail("AG0205", c.where,
         fmt::format("a condition must have exactly one element, this has shape {}",
                     describe(in[0]->shape)));
}

void evaluate_effect_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                        std::span<Tensor>) {
  const std::string& text = attributes.as<TextAttributes>().text;
  if (op == OpId::print) {
    std::string line = filled(text, in, 0, c.where);
    if (line.empty() || line.back() != '\n') line.push_back('\n');
    std::fwrite(line.data(), 1, line.size(), stdout);
    return;
  }
  const Type& type = type_of(in[0]);
  if (type.elements != 1)
    fail("AG0205", c.where,
         fmt::format("a condition must have exactly one element, this has shape {}",
                     describe(type.shape)));
  if (*data<const bool>(run_cast(in[0], DType::boolean, c.where))) return;
  const std::string message = filled(text, in, 1, c.where);
  const std::string& code = attributes.as<TextAttributes>().code;
  if (!code.empty()) fail(code == turns_code ? turns_code : unset_code, c.where, message);
  fail("AG0213", c.where, message.empty() ? "check failed" : "check failed: " + message);
}

}  // namespace ag::ops
