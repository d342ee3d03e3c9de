// Reading and writing zip archives (PKWARE's APPNOTE 6.3): see zip.h.
#include "io/zip.h"

#include "io/file.h"
#include "io/inflate.h"

namespace ag::io {

namespace {

constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, entry_size = 46, end_size = 22;

std::uint32_t u32_at(std::string_view s, std::size_t at) {
  return static_cast<std::uint32_t>(read_number(s, at, 4));
}
std::uint32_t u16_at(std::string_view s, std::size_t at) {
  return static_cast<std::uint32_t>(read_number(s, at, 2));
}

/// Where the record at the end of the archive stands; a comment of up to 65,535 bytes may follow.
std::size_t find_end(std::string_view archive, const std::string& path) {
  if (archive.size() >= end_size)
    for (std::size_t back = 0; back <= 65535 && back <= archive.size() - end_size; ++back) {
      const std::size_t at = archive.size() - end_size - back;
      if (u32_at(archive, at) == end_mark && u16_at(archive, at + 20) == back) return at;
    }
  malformed(path, "this is no zip archive, or its end is missing");
}

/// The data of an entry whose local header is at `at`.
std::string_view packed_data(std::string_view archive, std::size_t at, std::uint32_t size,
                             const std::string& path) {
  if (at > archive.size() || archive.size() - at < local_size || u32_at(archive, at) != local_mark)
    malformed(path, "an entry of the archive does not begin where its directory says");
  const std::size_t start = at + local_size + u16_at(archive, at + 26) + u16_at(archive, at + 28);
  if (start > archive.size() || archive.size() - start < size)
    malformed(path, "an entry of the archive is cut off");
  return archive.substr(start, size);
}

ZipEntry read_entry(std::string_view archive, std::string_view record, const std::string& path) {
  ZipEntry e;
  e.name = record.substr(entry_size, u16_at(record, 28));
  const std::uint32_t flags = u16_at(record, 8), method = u16_at(record, 10);
  const std::uint32_t packed = u32_at(record, 20), offset = u32_at(record, 42);
  e.crc = u32_at(record, 16);
  e.size = u32_at(record, 24);
  e.deflated = method == 8;
  if (flags & 1) unknown(path, "the archive is encrypted");
  if (method != 0 && method != 8)
    unknown(path, "the archive is compressed by method " + std::to_string(method));
  if (packed == UINT32_MAX || e.size == UINT32_MAX || offset == UINT32_MAX)
    unknown(path, "archives of more than 4 GB are not supported");
  // Deflate makes nothing more than 1,032 times smaller: no small file asks for much memory.
  if (e.deflated ? e.size / 1032 > packed + std::uint64_t{1} : e.size != packed)
    malformed(path, "an entry of the archive has an impossible length");
  e.packed = packed_data(archive, offset, packed, path);
  return e;
}

}  // namespace

std::string ZipEntry::bytes(const std::string& path) const {
  std::string out;
  if (deflated) {
    if (!inflate(packed, size, out)) malformed(path, "'" + name + "' in it is damaged");
  } else {
    out = packed;
  }
  if (crc32(out) != crc) malformed(path, "'" + name + "' in it has a wrong checksum");
  return out;
}

std::vector<ZipEntry> read_zip(std::string_view archive, const std::string& path) {
  const std::size_t end = find_end(archive, path);
  const std::uint32_t count = u16_at(archive, end + 10);
  const std::uint64_t size = u32_at(archive, end + 12), start = u32_at(archive, end + 16);
  if (count == 65535 || start == UINT32_MAX)
    unknown(path, "archives of more than 4 GB are not supported");
  if (u16_at(archive, end + 8) != count || start + size > end)
    malformed(path, "the archive's directory does not fit into it");
  std::string_view directory = archive.substr(start, size);
  std::vector<ZipEntry> entries;
  std::uint64_t packed = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (directory.size() < entry_size || u32_at(directory, 0) != entry_mark)
      malformed(path, "the archive's directory is damaged");
    const std::size_t length =
        entry_size + u16_at(directory, 28) + u16_at(directory, 30) + u16_at(directory, 32);
    if (directory.size() < length) malformed(path, "the archive's directory is damaged");
    entries.push_back(read_entry(archive, directory.substr(0, length), path));
    packed += entries.back().packed.size();
    directory.remove_prefix(length);
  }
  if (packed > archive.size()) malformed(path, "entries of the archive overlap");
  return entries;
}

void ZipWriter::add(const std::string& name, std::string head, std::string_view data,
                    const std::string& path) {
  const std::uint64_t size = head.size() + data.size();
  if (at_ + size + name.size() + 64 >= UINT32_MAX - directory_.size() || name.size() > 65535 ||
      heads_.size() == 65534)
    fail("AG0227", {}, "{}: a .npz file holds at most 4 GB and 65,534 arrays; use ag::safetensors",
         path);
  // Version 2.0, no flags, stored, the date that zip has for "none": equal archives, equal bytes.
  std::string common;
  append_number(common, 20, 2);
  append_number(common, 1u << 11, 2);  // names are UTF-8
  append_number(common, 0, 2);
  append_number(common, 0, 2);
  append_number(common, 0x21, 2);
  append_number(common, crc32(data, crc32(head)), 4);
  append_number(common, size, 4);
  append_number(common, size, 4);
  append_number(common, name.size(), 2);
  append_number(common, 0, 2);
  std::string local;
  append_number(local, local_mark, 4);
  local += common + name;
  append_number(directory_, entry_mark, 4);
  append_number(directory_, 20, 2);
  directory_ += common;
  directory_.append(10, '\0');  // no comment, first disk, no attributes
  append_number(directory_, at_, 4);
  directory_ += name;
  at_ += local.size() + size;
  heads_.push_back(local + std::move(head));
  data_.push_back(data);
}

void ZipWriter::write(const std::string& path) const {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    pieces.push_back(heads_[i]);
    pieces.push_back(data_[i]);
  }
  std::string end;
  append_number(end, end_mark, 4);
  append_number(end, 0, 4);
  append_number(end, heads_.size(), 2);
  append_number(end, heads_.size(), 2);
  append_number(end, directory_.size(), 4);
  append_number(end, at_, 4);
  append_number(end, 0, 2);
  pieces.push_back(directory_);
  pieces.push_back(end);
  write_file(path, pieces);
}

}  // namespace ag::io
