// See values.h.
#include "values.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "io/file.h"
#include "io/model.h"
#include "ir/literals.h"
#include "ir/text.h"
#include "options.h"
#include "tensor/impl.h"

namespace agrun {

using ag::Tensor;

std::string read_text(const std::string &path) {
  return ag::io::read_file(path == "-" ? "/dev/stdin" : path);
}

void write_text(const std::string &text, const std::string &path) {
  const std::string_view piece = text;
  if (path.empty() || path == "-") {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
      throw UsageError("the standard output cannot be written");
    return;
  }
  ag::io::write_file(path, {&piece, 1});
}

std::shared_ptr<ag::ir::Graph> read_model(const std::string &path) {
  const std::string bytes = read_text(path);
  // A text begins with its version line, perhaps after comments; a safetensors file with a length,
  // whose upper bytes are 0.
  if (bytes.size() >= 8 && bytes[7] == '\0')
    return ag::io::read_model(bytes, path);
  return ag::ir::parse(bytes, path);
}

namespace {

std::string parameter_name(const ag::ir::Value &v) {
  return v.name.empty() ? "input " + std::to_string(v.index) : "'" + v.name + "'";
}

/// A number for a parameter of rank 0, exactly of its dtype.
Tensor number(const std::string &word, const ag::ir::Value &parameter) {
  const ag::DType dtype = parameter.type->dtype;
  if (parameter.type->shape.rank() != 0)
    throw UsageError(parameter_name(parameter) + " is " + ag::detail::describe(*parameter.type) +
                     ": it takes a file, not '" + word + "'");
  std::uint64_t bits = 0;
  if (!ag::ir::parse_element(word, dtype, &bits, 0)) {
    // As people write floats: 1.50, inf, -inf, nan.
    char *end = nullptr;
    const double v = std::strtod(word.c_str(), &end);
    if (!ag::is_floating(dtype) || word.empty() || *end != '\0')
      throw UsageError("'" + word + "' is neither a file nor a " + ag::name(dtype) + " for " +
                       parameter_name(parameter));
    return Tensor(v).to(dtype);
  }
  ag::detail::TensorImpl *block = ag::detail::allocate(ag::detail::scalar_type(dtype));
  std::memcpy(block->data, &bits, ag::item_size(dtype));
  return ag::detail::Access::adopt(block);
}

class Inputs {
public:
  explicit Inputs(const ag::ir::Graph &graph)
      : parameters_(graph.main()->body->arguments), values_(parameters_.size()) {}

  void word(const std::string &text) {
    const std::size_t equals = text.find('=');
    if (equals != text.npos) {
      const std::string name = text.substr(0, equals);
      return set(find(name), text.substr(equals + 1));
    }
    if (text.ends_with(".npz") || text.ends_with(".safetensors"))
      return archive(text);
    std::size_t next = 0;
    while (next < values_.size() && values_[next].defined())
      ++next;
    if (next == values_.size())
      throw UsageError("too many inputs: the graph takes " + std::to_string(values_.size()));
    set(next, text);
  }

  std::vector<Tensor> finish() && {
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (!values_[i].defined())
        throw UsageError(parameter_name(*parameters_[i]) + ", " +
                         ag::detail::describe(*parameters_[i]->type) + ", is missing");
    return std::move(values_);
  }

private:
  std::size_t find(const std::string &name) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
      if (parameters_[i]->name == name)
        return i;
    throw UsageError("the graph has no input called '" + name + "'");
  }

  void set(std::size_t i, const std::string &text) {
    if (values_[i].defined())
      throw UsageError(parameter_name(*parameters_[i]) + " is given twice");
    values_[i] = text.ends_with(".npy") ? ag::npy::load(text) : number(text, *parameters_[i]);
  }

  /// Arrays of other names are left alone: one archive may serve several graphs.
  void archive(const std::string &path) {
    const ag::NamedTensors found =
        path.ends_with(".npz") ? ag::npz::load(path) : ag::safetensors::load(path);
    for (const auto &[name, t] : found)
      for (std::size_t i = 0; i < parameters_.size(); ++i)
        if (parameters_[i]->name == name && !values_[i].defined())
          values_[i] = t;
  }

  const std::vector<ag::ir::Value *> &parameters_;
  std::vector<Tensor> values_;
};

} // namespace

std::vector<Tensor> read_inputs(const std::vector<std::string> &words, const ag::ir::Graph &graph) {
  Inputs inputs(graph);
  // Names first, so that what has none fills the gaps.
  for (const bool named : {true, false})
    for (const std::string &w : words)
      if (named == (w.find('=') != w.npos || w.ends_with(".npz") || w.ends_with(".safetensors")))
        inputs.word(w);
  return std::move(inputs).finish();
}

ag::NamedTensors named_outputs(const std::vector<Tensor> &outputs, const ag::ir::Graph &graph) {
  const auto &values = graph.main()->body->terminator()->operands;
  ag::NamedTensors named;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string &name = values[i]->name;
    const auto same =
        std::count_if(values.begin(), values.end(), [&](const auto *v) { return v->name == name; });
    named.add(name.empty() || same > 1 ? "output" + std::to_string(i) : name, outputs[i]);
  }
  return named;
}

void write_outputs(const ag::NamedTensors &outputs, const std::string &path) {
  if (path.ends_with(".npz"))
    return ag::npz::save(outputs, path);
  if (path.ends_with(".safetensors"))
    return ag::safetensors::save(outputs, path);
  if (!path.ends_with(".npy"))
    throw UsageError("-o takes a name that ends with .npy, .npz or .safetensors");
  if (outputs.size() != 1)
    throw UsageError("the graph has " + std::to_string(outputs.size()) +
                     " outputs: write them to a .npz file");
  ag::npy::save(outputs.begin()->second, path);
}

} // namespace agrun
