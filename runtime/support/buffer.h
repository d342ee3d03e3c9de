// An array whose length is known at run time and does not change; up to N elements need no
// allocation.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace ag {

template <class T, std::size_t N>
class Buffer {
 public:
  explicit Buffer(std::size_t size)
      : size_(size),
        data_(size <= N ? reinterpret_cast<T*>(few_) : std::allocator<T>().allocate(size)) {
    std::uninitialized_value_construct_n(data_, size_);
  }
  ~Buffer() {
    std::destroy_n(data_, size_);
    if (size_ > N) std::allocator<T>().deallocate(data_, size_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  std::size_t size() const noexcept { return size_; }
  T* data() noexcept { return data_; }
  T& operator[](std::size_t i) noexcept { return data_[i]; }
  std::span<T> span() noexcept { return {data_, size_}; }

 private:
  std::size_t size_;
  T* data_;
  alignas(T) std::byte few_[N * sizeof(T)];
};

}  // namespace ag
