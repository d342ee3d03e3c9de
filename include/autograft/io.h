// Files: saved graphs (.agraph), NumPy arrays (.npy, .npz) and safetensors. Files are written whole
// or not at all; every length, dtype and name of a file that is read is checked before it is used.
// Errors carry the place of the call.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autograft/graph.h"

namespace ag {

/// Tensors by name, in the order in which they were added: `{{"w", w}, {"b", b}}`, `m["w"]`.
class NamedTensors {
 public:
  using Entry = std::pair<std::string, Tensor>;
  NamedTensors() = default;
  NamedTensors(std::initializer_list<Entry> list);

  /// The tensor of that name; one that is not set yet is added when there is none.
  Tensor& operator[](std::string_view name);
  /// Errors: AG0228 when there is none of that name.
  const Tensor& at(std::string_view name,
                   std::source_location where = std::source_location::current()) const;
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Appends without looking whether the name is there already (saving such a list is AG0227).
  void add(std::string name, Tensor t);

  // Out of line: to look into the vector here costs every file that includes this header.
  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  const Entry* begin() const noexcept;
  const Entry* end() const noexcept;
  Entry* begin() noexcept;
  Entry* end() noexcept;

 private:
  const Tensor* find(std::string_view name) const;
  std::vector<Entry> entries_;
};

/// Saves a traced graph: one safetensors file that holds the graph's text and its large constants.
/// Errors: AG0224 when the file cannot be written, AG0302 when there is no graph for all extents.
void save(const Graph& graph, const std::string& path,
          std::source_location where = std::source_location::current());
/// A saved graph, ready to be called. Needs neither the source it came from nor a compiler.
/// Errors: AG0224 no such file, AG0225 damaged or no graph, AG0226 of a version not known here.
Graph load(const std::string& path, std::source_location where = std::source_location::current());

/// NumPy's .npy: one array. Loads either byte order and either element order.
/// Errors: AG0224, AG0225, AG0226; saving bf16, which NumPy does not have: AG0227.
namespace npy {
Tensor load(const std::string& path, std::source_location where = std::source_location::current());
void save(const Tensor& t, const std::string& path,
          std::source_location where = std::source_location::current());
}  // namespace npy

/// NumPy's .npz: arrays by name. Loads stored and compressed ones, saves stored ones.
/// Errors: as npy; AG0227 for a name twice.
namespace npz {
NamedTensors load(const std::string& path,
                  std::source_location where = std::source_location::current());
void save(const NamedTensors& tensors, const std::string& path,
          std::source_location where = std::source_location::current());
}  // namespace npz

/// The safetensors format. Errors: AG0224, AG0225, AG0226; AG0227 for a name twice.
namespace safetensors {
NamedTensors load(const std::string& path,
                  std::source_location where = std::source_location::current());
void save(const NamedTensors& tensors, const std::string& path,
          std::source_location where = std::source_location::current());
}  // namespace safetensors

}  // namespace ag
