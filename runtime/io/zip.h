// Zip archives as NumPy writes them: read stored and deflated entries, write stored ones. No
// directories, no encryption, nothing above 4 GB.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ag::io {

struct ZipEntry {
  std::string name;
  std::string_view packed;  ///< in the archive
  std::uint32_t size = 0;   ///< of the contents
  std::uint32_t crc = 0;
  bool deflated = false;

  /// The contents, checked. Errors: AG0225.
  std::string bytes(const std::string& path) const;
};

/// The entries of an archive that outlives them; each lies inside of it.
/// Errors: AG0225; AG0226 for encrypted entries, other methods, and zip64.
std::vector<ZipEntry> read_zip(std::string_view archive, const std::string& path);

/// Collects entries; their data must outlive the writer.
class ZipWriter {
 public:
  /// An entry of two pieces. Errors: AG0227 when the archive would exceed 4 GB or 65,535 entries.
  void add(const std::string& name, std::string head, std::string_view data,
           const std::string& path);
  /// Errors: AG0224.
  void write(const std::string& path) const;

 private:
  std::vector<std::string> heads_;  ///< local header and first piece of each entry
  std::vector<std::string_view> data_;
  std::string directory_;
  std::uint64_t at_ = 0;
};

}  // namespace ag::io
