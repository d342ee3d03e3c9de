// Decompression of deflate (RFC 1951), for .npz files of numpy.savez_compressed. Nothing here
// compresses: autograft writes stored archives. Own code, so that programs link no zlib.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ag::io {

/// Appends what `in` stands for; false when it is damaged, is not used up, or does not give exactly
/// `size` bytes.
bool inflate(std::string_view in, std::size_t size, std::string& out);
/// The checksum of zip files.
std::uint32_t crc32(std::string_view bytes, std::uint32_t crc = 0);

}  // namespace ag::io
