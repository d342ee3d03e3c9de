// libFuzzer: any text given as a graph. What the parser accepts is sound, prints stably, and does
// the same before and after the passes.
#include <cstdlib>
#include <string>
#include <vector>

#include "backend/ref/interpret.h"
#include "fuzz.h"
#include "io/file.h"
#include "ir/text.h"
#include "passes/pass.h"
#include "tensor/impl.h"

using namespace ag::ir;

namespace {

constexpr std::int64_t most_elements = 4096, extent_of_symbols = 2;

bool small(const Region &region);

/// Every value is small enough to compute, however the file was made.
bool small(const Type *type) {
  std::int64_t n = 1;
  for (const std::int64_t e : type->shape)
    if ((n *= e < 0 ? extent_of_symbols : e) > most_elements)
      return false;
  return true;
}

bool small(const Region &region) {
  for (const Value *v : region.arguments)
    if (!small(v->type))
      return false;
  for (const Op *op : region.ops) {
    for (const Value *v : op->results)
      if (!small(v->type))
        return false;
    for (const Region *inner : op->regions)
      if (!small(*inner))
        return false;
  }
  return true;
}

std::vector<ag::Tensor> inputs(const Graph &graph, int round) {
  std::vector<ag::Tensor> list;
  for (const Value *v : graph.functions.front()->body->arguments) {
    ag::Shape shape = v->type->shape;
    for (std::size_t i = 0; i < shape.size(); ++i)
      shape[i] = shape[i] < 0 ? extent_of_symbols : shape[i];
    list.push_back(ag::full(shape, round, v->type->dtype));
  }
  return list;
}

std::string outcome(const Graph &graph, const std::vector<ag::Tensor> &inputs) {
  std::string text;
  try {
    const ag::ref::Interpreter program(graph);
    for (const ag::Tensor &t : program.run(inputs, {.max_iterations = 50})) {
      text += std::string(ag::name(t.dtype())) + ag::to_string(t.shape());
      text += ag::io::bytes_of(t);
    }
  } catch (const ag::Error &e) {
    text = std::string(e.code());
  }
  return text;
}

/// What a loop that nothing needs, or an unrolled one, would have run into is no part of the
/// promise.
bool limited(const std::string &text) { return text == "AG0216"; }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  std::shared_ptr<Graph> graph;
  try {
    graph = parse(text);
  } catch (const ag::Error &e) {
    fuzz::demand(e.code() == "AG0218" && !e.where().empty(), "an error of another kind");
    return 0;
  }
  const std::string printed = print(*graph);
  fuzz::demand(problems(*graph).empty(), "an unsound graph was accepted");
  fuzz::demand(print(*parse(printed)) == printed, "the text is not stable");
  for (const Function *f : graph->functions)
    if (!small(*f->body))
      return 0;
  const auto optimised = clone(*graph);
  ag::passes::run(*optimised, {});
  fuzz::Quiet quiet;
  for (int round = 0; round < 2; ++round) {
    const auto given = inputs(*graph, round);
    const std::string before = outcome(*graph, given);
    if (!limited(before))
      fuzz::demand(outcome(*optimised, given) == before, "the passes change the result");
  }
  return 0;
}
