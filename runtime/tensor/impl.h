// What a Tensor handle points at: interned types, the header block, allocation. Internal to the
// runtime; nothing here knows what a graph is (a symbolic tensor only carries an opaque value).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "autograft/dtype.h"
#include "autograft/shape.h"
#include "autograft/tensor.h"

namespace ag::ir {
class Value;
}

namespace ag::detail {

/// Of a list (ag::TensorList) the dtype and extents are its elements'; an extent below zero is one
/// that differs between elements or is not known. `dtype`: nothing was pushed yet, `empty`: not
/// even the dtype is known (it is f32 then). A list has no elements and bytes of its own.
enum class ListKind : std::uint8_t { none, empty, dtype, elements };

/// dtype + extents, interned: equal types have equal addresses as long as `id` is not 0.
/// Past `max_interned` types new ones are private (`id == 0`): each tensor has a copy of its own
/// that is freed with it, so that a program whose extents never repeat does not grow without
/// bound. Whoever else keeps a private type keeps a copy (ir::Graph does).
/// Extents below zero are the symbols of a graph (ir/type.h); such a type has `elements == -1`.
struct Type {
  std::uint32_t id = 0;
  DType dtype = DType::f32;
  ListKind list = ListKind::none;
  bool symbolic_extents = false;
  Shape shape;
  std::int64_t elements = 1;
  std::size_t bytes = 4;  ///< elements * item_size, without padding
};

inline constexpr std::uint32_t max_interned = 1u << 16;

/// The interned type. Thread-safe, lock-free when the calling thread asked for it recently. A
/// private one lives until the thread has asked for `private_kept` more.
/// Errors: AG0214 when the byte size overflows.
const Type* intern(DType dtype, const Shape& shape, ListKind list = ListKind::none);
/// The same with other extents.
inline const Type* with_extents(const Type& type, const Shape& shape) {
  return intern(type.dtype, shape, type.list);
}
inline constexpr int private_kept = 1024;
/// The type of a rank-0 tensor: no look-up.
const Type* scalar_type(DType dtype) noexcept;
/// dtype + shape equal (addresses first).
bool same_type(const Type* a, const Type* b) noexcept;

/// The header in front of a tensor's data: one 64-byte block. Owned data follows it, 64-byte
/// aligned and padded to a multiple of 64 bytes, so kernels may write whole vectors.
struct alignas(64) TensorImpl {
  std::atomic<std::uint32_t> refs{1};
  std::uint32_t size_class = 0;  ///< allocator's: which free list the block came from
  const Type* type = nullptr;
  void* data = nullptr;           ///< null when symbolic
  ir::Value* value = nullptr;     ///< symbolic: the graph value this handle names
  TensorImpl* witness = nullptr;  ///< symbolic: a concrete value of the first turn, or null
  std::uint64_t trace = 0;        ///< symbolic: id of the trace the value belongs to

  bool symbolic() const noexcept { return data == nullptr; }
  bool unique() const noexcept { return refs.load(std::memory_order_acquire) == 1; }
};

/// A new block with uninitialised data (padding included). refs == 1.
/// Errors: AG0217 when there is no memory.
TensorImpl* allocate(const Type* type);
/// Gives a block another type with as many bytes (reshape of a block nobody else holds).
void set_type(TensorImpl* p, const Type* type);
/// What the data of a list is.
struct ListData {
  std::vector<Tensor> items;
  bool declared = false;  ///< the type is the program's word, so that a stack of none has a shape
};
/// An empty list.
TensorImpl* allocate_list(const Type* type);
inline ListData& list_data(const Tensor& t) noexcept;
inline bool is_list(const TensorImpl* p) noexcept { return p->type->list != ListKind::none; }
/// A handle block that names graph value `value`.
TensorImpl* allocate_symbolic(const Type* type, ir::Value* value, std::uint64_t trace,
                              TensorImpl* witness = nullptr);

/// Handle <-> block. `adopt` takes over one reference.
struct Access {
  static TensorImpl* get(const Tensor& t) noexcept { return t.impl_; }
  static Tensor adopt(TensorImpl* p) noexcept { return Tensor(p, Tensor::Adopt{}); }
  static Tensor share(TensorImpl* p) noexcept;
  static const Type& type(const Tensor& t) noexcept { return *t.impl_->type; }
  static void* data(const Tensor& t) noexcept { return t.impl_->data; }
  /// Puts another value into the user's variable, without the birth check (cursors).
  static void replace(Tensor& t, const Tensor& value) noexcept;
  static std::uint32_t birth(const Tensor& t) noexcept { return t.birth_; }
  static void set_birth(Tensor& t, std::uint32_t region) noexcept { t.birth_ = region; }
};

inline ListData& list_data(const Tensor& t) noexcept {
  return *static_cast<ListData*>(Access::data(t));
}

/// Throws AG0201 for an undefined handle.
void require_defined(const TensorImpl* p, Location where);
/// "f32[2, ?a]" for messages.
std::string describe(const Type& type);

/// Makes `t` the only owner of its data (copies if it is shared, materialising live items first).
void make_unique(Tensor& t);

}  // namespace ag::detail
