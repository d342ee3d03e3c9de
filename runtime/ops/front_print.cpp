// ag::print and ag::check: immediate when eager, else recorded with host arguments already in the
// text.
#include "autograft/print.h"

#include <cstdio>
#include <fmt/format.h>

#include "autograft/fmt.h"
#include "ops/attributes.h"
#include "ops/effects.h"
#include "ops/emitter.h"
#include "ops/promote.h"

namespace ag {

detail::FormatArg::FormatArg(const char& c) : text_(&c, 1), kind_(text) {}
detail::FormatArg::FormatArg(const Shape& s) : owned_(to_string(s)), kind_(text) {}

namespace {

using detail::FormatArg;
using ir::OpId;

std::string host_text(const FormatArg& a, std::string_view spec, Location where) {
  if (a.kind() == FormatArg::tensor) return detail::format(a.as_tensor(), spec);
  if (a.kind() == FormatArg::number) return detail::format(detail::ScalarView{a.as_number()}, spec);
  try {
    return fmt::format(fmt::runtime("{:" + std::string(spec) + "}"), a.as_text());
  } catch (const fmt::format_error& e) {
    ops::fail("AG0218", where,
              fmt::format("bad format \"{{:{}}}\" for a text: {}", spec, e.what()));
  }
}

bool staged(std::span<const FormatArg> args) {
  if (ops::recorder && ops::recorder->recording_effects()) return true;
  for (const FormatArg& a : args)
    if (a.kind() == FormatArg::tensor && a.as_tensor().symbolic()) return true;
  return false;
}

/// Fills in the arguments. When `operands` is given, tensors stay as fields and go there, and the
/// text is made so that braces of host arguments mean themselves.
std::string fill(std::string_view text, std::span<const FormatArg> args, Location where,
                 std::vector<Tensor>* operands) {
  std::string out;
  for (std::size_t i = 0;; ++i) {
    ops::Field field;
    const std::string plain = ops::next_field(text, field, where);
    out += operands ? ops::escaped(plain) : plain;
    if (field.present != (i < args.size()))
      ops::fail("AG0218", where,
                fmt::format("the format has {} {{}} than there are arguments ({})",
                            field.present ? "more" : "fewer", args.size()));
    if (!field.present) return out;
    const bool kept = operands && args[i].kind() == FormatArg::tensor;
    if (kept) {
      operands->push_back(args[i].as_tensor());
      out += field.spec.empty() ? "{}" : "{:" + std::string(field.spec) + "}";
      continue;
    }
    const std::string value = host_text(args[i], field.spec, where);
    out += operands ? ops::escaped(value) : value;
  }
}

void record(OpId op, std::span<const Tensor> in, std::string text, Location where) {
  ops::detail_emit::record(op, in, ops::TextAttributes{std::move(text)}, where, {});
}

void require_arguments(std::span<const FormatArg> args, Location where) {
  for (const FormatArg& a : args)
    if (a.kind() == FormatArg::tensor && !a.as_tensor().defined())
      ops::fail("AG0201", where, "an argument is an undefined tensor; give it a value first");
}

}  // namespace

namespace detail {

void print(const FormatText& text, const FormatArg* first, std::size_t count) {
  const std::span<const FormatArg> args(first, count);
  const Location where = text.where;
  require_arguments(args, where);
  if (staged(args)) {
    std::vector<Tensor> in;
    std::string line = fill(text.text, args, where, &in);
    return record(OpId::print, in, std::move(line), where);
  }
  std::string line = fill(text.text, args, where, nullptr);
  if (line.empty() || line.back() != '\n') line.push_back('\n');
  std::fwrite(line.data(), 1, line.size(), stdout);
}

void check(const Arg& condition, std::string_view text, Location where, const FormatArg* first,
           std::size_t count) {
  const std::span<const FormatArg> args(first, count);
  const Tensor truth = ops::as_tensor(condition, OpId::check);
  require_arguments(args, where);
  if (truth.symbolic() || staged(args)) {
    std::vector<Tensor> in{truth};
    std::string message = fill(text, args, where, &in);
    return record(OpId::check, in, std::move(message), where);
  }
  if (ops::type_of(truth).elements != 1)
    ops::fail("AG0205", where,
              "a condition must have exactly one element, this has shape " +
                  ops::describe(ops::type_of(truth).shape));
  if (read_bool(Access::get(truth))) return;
  const std::string message = fill(text, args, where, nullptr);
  ops::fail("AG0213", where, message.empty() ? "check failed" : "check failed: " + message);
}

}  // namespace detail
}  // namespace ag
