// The public functions for files of arrays, and NamedTensors. The formats are in npy.cpp, zip.cpp
// and safetensors.cpp.
#include "io/file.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/zip.h"

#include <unordered_set>

namespace ag {

NamedTensors::NamedTensors(std::initializer_list<Entry> list) : entries_(list) {}
void NamedTensors::add(std::string name, Tensor t) {
  entries_.emplace_back(std::move(name), std::move(t));
}
std::size_t NamedTensors::size() const noexcept { return entries_.size(); }
const NamedTensors::Entry* NamedTensors::begin() const noexcept { return entries_.data(); }
const NamedTensors::Entry* NamedTensors::end() const noexcept { return begin() + size(); }
NamedTensors::Entry* NamedTensors::begin() noexcept { return entries_.data(); }
NamedTensors::Entry* NamedTensors::end() noexcept { return begin() + size(); }

const Tensor* NamedTensors::find(std::string_view name) const {
  for (const Entry& e : entries_)
    if (e.first == name) return &e.second;
  return nullptr;
}

Tensor& NamedTensors::operator[](std::string_view name) {
  if (const Tensor* t = find(name)) return const_cast<Tensor&>(*t);
  return entries_.emplace_back(std::string(name), Tensor()).second;
}

const Tensor& NamedTensors::at(std::string_view name, std::source_location where) const {
  if (const Tensor* t = find(name)) return *t;
  std::string known;
  for (std::size_t i = 0; i < entries_.size() && i < 20; ++i)
    known += (i ? ", " : "") + entries_[i].first;
  fail("AG0228", where, "there is no tensor called '{}'; there are: {}", name,
       known.empty() ? "none" : known);
}

namespace npy {

Tensor load(const std::string& path, std::source_location where) {
  return placed(where, [&] { return io::read_npy(io::read_file(path), path); });
}

void save(const Tensor& t, const std::string& path, std::source_location where) {
  placed(where, [&] {
    const std::string header = io::npy_header(t, path);
    const std::string_view pieces[] = {header, io::bytes_of(t)};
    io::write_file(path, pieces);
  });
}

}  // namespace npy

namespace npz {

namespace {
constexpr std::string_view suffix = ".npy";

NamedTensors read(const std::string& path) {
  const std::string bytes = io::read_file(path);
  NamedTensors result;
  std::unordered_set<std::string> names;
  for (const io::ZipEntry& e : io::read_zip(bytes, path)) {
    std::string name = e.name;
    if (!name.ends_with(suffix)) io::malformed(path, "'" + name + "' in it is no .npy file");
    name.resize(name.size() - suffix.size());
    if (!names.insert(name).second) io::malformed(path, "two arrays are called '" + name + "'");
    result.add(name, io::read_npy(e.bytes(path), path + ":" + e.name));
  }
  return result;
}

void write(const NamedTensors& tensors, const std::string& path) {
  io::ZipWriter zip;
  std::unordered_set<std::string> names;
  for (const auto& [name, t] : tensors) {
    if (!names.insert(name).second)
      fail("AG0227", {}, "{}: two tensors are called '{}'", path, name);
    const std::string place = path + ":" + name;
    zip.add(name + std::string(suffix), io::npy_header(t, place), io::bytes_of(t), path);
  }
  zip.write(path);
}

}  // namespace

NamedTensors load(const std::string& path, std::source_location where) {
  return placed(where, [&] { return read(path); });
}

void save(const NamedTensors& tensors, const std::string& path, std::source_location where) {
  placed(where, [&] { write(tensors, path); });
}

}  // namespace npz

namespace safetensors {

NamedTensors load(const std::string& path, std::source_location where) {
  return placed(where, [&] { return io::read_safetensors(io::read_file(path), path).tensors; });
}

void save(const NamedTensors& tensors, const std::string& path, std::source_location where) {
  placed(where, [&] { io::write_safetensors(path, {{}, tensors}); });
}

}  // namespace safetensors
}  // namespace ag
