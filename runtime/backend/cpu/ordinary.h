// Ops of a native region that are evaluated in the ordinary way: calls from native code, and the
// ops of a site whose error is to be raised.
#pragma once

#include <span>

#include "backend/cpu/lower.h"

namespace ag::cpu {

/// A type with the extents that the symbols have in this run.
const ir::Type* resolved(const ir::Type* type, const Lowered& lowered,
                         std::span<const std::int64_t> symbols);

Tensor scalar_tensor(const ir::Type* type, std::uint64_t bits);
std::uint64_t scalar_bits(const Tensor& t);

/// Runs call number `call` (NativeCallee without its context). Throws what the op raises.
void run_call(const Lowered& lowered, std::int32_t call, std::span<const std::int64_t> symbols,
              std::uint64_t* words, void* const* places);

/// Evaluates the ops of a site in order; one of them raises its error.
void run_site(const Lowered& lowered, const NativeSite& site, std::span<const std::int64_t> symbols,
              const std::uint64_t* words, void* const* buffers);

}  // namespace ag::cpu
