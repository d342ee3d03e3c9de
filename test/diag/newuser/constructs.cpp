// What a new user writes that has no staged form: each is refused once, at its place, with a cure.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <algorithm>
#include <array>
#include <coroutine>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
using ag::Tensor;

// A list of numbers that grows in a staged loop.
AG_FUNCTION Tensor grows(Tensor x) {
  std::vector<int> turns;
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    turns.push_back(++k);
  }
  return x + static_cast<double>(turns.size());
}

// A string that is built in one.
AG_FUNCTION Tensor text(Tensor x) {
  std::string log;
  while (sum(x) > 1.0) {
    x = x / 2;
    log += "turn ";
  }
  return x + static_cast<double>(log.size());
}

// printf of a staged number.
AG_FUNCTION Tensor prints(Tensor x) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  std::printf("%d\n", k);
  return x;
}

// An array of the host with a staged index.
AG_FUNCTION Tensor table(Tensor x) {
  std::array<double, 3> weights = {1, 2, 3};
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return x * weights[k];
}

// A pointer to state; a reference that is bound to one of two variables.
AG_FUNCTION Tensor pointer(Tensor x) {
  int k = 0;
  int *p = &k;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return x + *p;
}

// A tensor behind a pointer.
AG_FUNCTION Tensor owned(Tensor x) {
  auto y = std::make_unique<Tensor>(x);
  while (sum(x) > 1.0) {
    x = x / 2;
    *y = x;
  }
  return *y;
}

// A map whose keys change.
AG_FUNCTION Tensor keyed(Tensor x) {
  std::map<int, Tensor> parts;
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    parts[++k] = x;
  }
  return x + static_cast<double>(parts.size());
}

// No result on one path.
AG_FUNCTION Tensor no_result(Tensor x) {
  if (sum(x) > 1.0) return x / 2;
}

// A number that was never set.
AG_FUNCTION Tensor never_set(Tensor x) {
  int k;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return x + k;
}

// std::sort and std::find_if ask tensors for an answer at once.
AG_FUNCTION Tensor sorts(Tensor x) {
  std::vector<Tensor> parts = {x[0], x[1], x[2]};
  std::sort(parts.begin(), parts.end(), [](const Tensor &a, const Tensor &b) { return bool(a < b); });
  return parts[0];
}

// std::max of tensors.
AG_FUNCTION Tensor largest(Tensor a, Tensor b) { return std::max(a, b); }

// A coroutine.
struct Rows {
  struct promise_type {
    Rows get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    std::suspend_never yield_value(const Tensor &) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
AG_FUNCTION Rows rows(Tensor x) { co_yield x; }

// A virtual function that is not annotated.
struct Layer {
  virtual ~Layer() = default;
  virtual Tensor apply(Tensor x, int k) const { return x * k; }
};
AG_FUNCTION Tensor applied(Tensor x, const Layer &layer) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return layer.apply(x, k);
}

// new in a staged loop.
AG_FUNCTION Tensor allocates(Tensor x) {
  while (sum(x) > 1.0) {
    Tensor *p = new Tensor(x / 2);
    x = *p;
    delete p;
  }
  return x;
}

// A reference parameter that is a number.
AG_FUNCTION Tensor counts(Tensor x, int &turns) {
  while (sum(x) > 1.0) {
    x = x / 2;
    ++turns;
  }
  return x;
}

AG_FUNCTION int main() { return 0; }
