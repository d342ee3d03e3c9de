// Reading and writing safetensors: see safetensors.h. What a graph file keeps in it is model.cpp's.
#include "io/safetensors.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "io/file.h"
#include "io/json.h"
#include "tensor/impl.h"

namespace ag::io {

namespace {

constexpr std::size_t max_header = 100'000'000;  // the limit of the reference reader
constexpr const char* metadata_name = "__metadata__";

std::string dtype_text(DType t) {
  if (t == DType::boolean) return "BOOL";
  std::string text = name(t);
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

bool read_dtype(std::string_view text, DType& dtype) {
  for (int i = 0; i < dtype_count; ++i)
    if (text == dtype_text(static_cast<DType>(i))) {
      dtype = static_cast<DType>(i);
      return true;
    }
  return false;
}

struct Entry {
  std::string name;
  DType dtype = DType::f32;
  std::vector<std::int64_t> extents;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

class HeaderReader {
 public:
  HeaderReader(std::string_view text, const std::string& path) : json_(text, path), path_(path) {}

  void run(Safetensors& contents, std::vector<Entry>& entries) {
    json_.expect('{');
    if (!json_.accept('}')) {
      do {
        std::string name = json_.string();
        json_.expect(':');
        if (!names_.insert(name).second) json_.fail("the name '" + name + "' stands twice");
        if (name == metadata_name)
          metadata(contents);
        else
          entries.push_back(entry(std::move(name)));
      } while (json_.accept(','));
      json_.expect('}');
    }
    if (!json_.at_end()) json_.fail("text after the end of the header");
  }

 private:
  void metadata(Safetensors& contents) {
    json_.expect('{');
    if (json_.accept('}')) return;
    std::unordered_set<std::string> keys;
    do {
      std::string key = json_.string();
      if (!keys.insert(key).second) json_.fail("the text '" + key + "' stands twice");
      json_.expect(':');
      contents.metadata.emplace_back(std::move(key), json_.string());
    } while (json_.accept(','));
    json_.expect('}');
  }

  Entry entry(std::string name) {
    Entry e;
    e.name = std::move(name);
    unsigned seen = 0;
    json_.expect('{');
    do {
      const std::string key = json_.string();
      json_.expect(':');
      const unsigned bit = key == "dtype" ? 1 : key == "shape" ? 2 : key == "data_offsets" ? 4 : 0;
      if (!bit || (seen & bit)) json_.fail("the field '" + key + "' is unknown or stands twice");
      seen |= bit;
      if (bit == 1) {
        const std::string dtype = json_.string();
        if (!read_dtype(dtype, e.dtype))
          unknown(path_, "tensor '" + e.name + "' has dtype " + dtype.substr(0, 40) +
                             ", which autograft does not have");
      } else if (bit == 2) {
        shape(e);
      } else {
        offsets(e);
      }
    } while (json_.accept(','));
    json_.expect('}');
    if (seen != 7) json_.fail("tensor '" + e.name + "' lacks dtype, shape or data_offsets");
    return e;
  }

  void shape(Entry& e) {
    json_.expect('[');
    if (json_.accept(']')) return;
    do {
      const std::uint64_t extent = json_.integer();
      if (extent > INT64_MAX || e.extents.size() == static_cast<std::size_t>(max_rank))
        json_.fail("the shape of tensor '" + e.name + "' is too large");
      e.extents.push_back(static_cast<std::int64_t>(extent));
    } while (json_.accept(','));
    json_.expect(']');
  }

  void offsets(Entry& e) {
    json_.expect('[');
    e.begin = json_.integer();
    json_.expect(',');
    e.end = json_.integer();
    json_.expect(']');
  }

  JsonReader json_;
  const std::string& path_;
  std::unordered_set<std::string> names_;
};

/// The tensors cover `size` bytes one after the other, each as long as its type says.
void check_layout(const std::vector<Entry>& entries, std::size_t size, const std::string& path) {
  std::vector<const Entry*> order;
  for (const Entry& e : entries) {
    std::size_t bytes = 0;
    if (!byte_size(e.extents, e.dtype, bytes) || e.end < e.begin || e.end - e.begin != bytes)
      malformed(path, "tensor '" + e.name + "' has another length than its dtype and shape say");
    order.push_back(&e);
  }
  std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
    return a->begin != b->begin ? a->begin < b->begin : a->end < b->end;
  });
  std::uint64_t at = 0;
  for (const Entry* e : order) {
    if (e->begin != at || e->end > size)
      malformed(path, "tensor '" + e->name +
                          "' does not begin where the one before it ends, or "
                          "lies beyond the end of the file");
    at = e->end;
  }
  if (at != size) malformed(path, "there are bytes that belong to no tensor");
}

}  // namespace

const std::string* Safetensors::find(std::string_view name) const {
  for (const auto& [key, text] : metadata)
    if (key == name) return &text;
  return nullptr;
}

Safetensors read_safetensors(std::string_view bytes, const std::string& path) {
  if (bytes.size() < 8) malformed(path, "too short for a safetensors file");
  const std::uint64_t length = read_number(bytes, 0, 8);
  if (length > max_header || length > bytes.size() - 8)
    malformed(path, "the header is longer than the file, or this is no safetensors file");
  const std::string_view header = bytes.substr(8, length);
  if (header.empty() || header[0] != '{') malformed(path, "this is no safetensors file");
  Safetensors contents;
  std::vector<Entry> entries;
  HeaderReader(header, path).run(contents, entries);
  const std::string_view data = bytes.substr(8 + length);
  check_layout(entries, data.size(), path);
  for (const Entry& e : entries)
    contents.tensors.add(
        e.name, tensor_from(path, e.dtype, e.extents, data.substr(e.begin, e.end - e.begin)));
  return contents;
}

namespace {

void check_name(const std::string& path, const std::string& name,
                std::unordered_set<std::string>& names) {
  if (name == metadata_name || !is_utf8(name))
    fail("AG0227", {}, "{}: a tensor cannot be called {}", path,
         name == metadata_name ? name : std::string("by bytes that are not UTF-8"));
  if (!names.insert(name).second) fail("AG0227", {}, "{}: two tensors are called '{}'", path, name);
}

void append_metadata(std::string& header, const Safetensors& contents) {
  header += "\"__metadata__\":{";
  for (const auto& [key, text] : contents.metadata) {
    if (header.back() != '{') header += ',';
    append_json(header, key);
    header += ':';
    append_json(header, text);
  }
  header += '}';
}

void append_entry(std::string& header, const NamedTensors::Entry& entry, std::uint64_t begin) {
  const detail::Type& type = detail::Access::type(entry.second);
  append_json(header, entry.first);
  header += ":{\"dtype\":\"" + dtype_text(type.dtype) + "\",\"shape\":[";
  for (std::size_t i = 0; i < type.shape.size(); ++i)
    header += (i ? "," : "") + std::to_string(type.shape[i]);
  header += "],\"data_offsets\":[" + std::to_string(begin) + ',' +
            std::to_string(begin + type.bytes) + "]}";
}

}  // namespace

void write_safetensors(const std::string& path, const Safetensors& contents) {
  std::unordered_set<std::string> names;
  std::vector<const NamedTensors::Entry*> order;
  for (const auto& entry : contents.tensors) {
    check_name(path, entry.first, names);
    static_cast<void>(bytes_of(entry.second));
    order.push_back(&entry);
  }
  // Wide items first: then every tensor is aligned for its dtype.
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return item_size(a->second.dtype()) > item_size(b->second.dtype());
  });
  std::string header(8, '\0');
  header += '{';
  if (!contents.metadata.empty()) append_metadata(header, contents);
  std::vector<std::string_view> pieces(1);
  std::uint64_t at = 0;
  for (const auto* entry : order) {
    if (header.back() != '{') header += ',';
    append_entry(header, *entry, at);
    pieces.push_back(bytes_of(entry->second));
    at += pieces.back().size();
  }
  header += '}';
  header.resize((header.size() + 63) / 64 * 64, ' ');
  std::string length;
  append_number(length, header.size() - 8, 8);
  header.replace(0, 8, length);
  if (header.size() - 8 > max_header)
    fail("AG0227", {}, "{}: the header would be longer than 100 MB", path);
  pieces[0] = header;
  write_file(path, pieces);
}

}  // namespace ag::io
