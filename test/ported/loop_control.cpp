// TITLE: break, continue and return in loops
// TF: 37 38 39 40 41 42 44 45 46 47 48 49 50 51 52 53 54
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 37, 38
AG_FUNCTION Tensor continue_in_for(Tensor l) {
  Tensor s = 0;
  for (Tensor c : l) {
    if (c % 2 > 0)
      continue;
    s += c;
  }
  return s;
}
AG_FUNCTION Tensor continue_in_while(Tensor x) {
  Tensor s = 0;
  while (x > 0) {
    x -= 1;
    if (x % 2 > 0)
      continue;
    s += x;
  }
  return s;
}

// 39, 40
AG_FUNCTION Tensor break_in_for(Tensor l) {
  Tensor s = 0;
  for (Tensor c : l) {
    if (c % 2 > 0)
      break;
    s += c;
  }
  return s;
}
AG_FUNCTION Tensor break_in_while(Tensor x) {
  Tensor s = 0;
  while (x > 0) {
    x -= 1;
    if (x % 2 > 0)
      break;
    s += x;
  }
  return s;
}

// 41, 42: every path of the body returns.
AG_FUNCTION Tensor first_or_zero(Tensor l) {
  for (Tensor c : l)
    return c * 2;
  return 0;
}
AG_FUNCTION Tensor both_return(Tensor x) {
  while (x > 0) {
    if (x % 2 > 0)
      return x * 10;
    else
      return x * 100;
  }
  return -1;
}

// 44, 45: the inner loop's jumps are its own.
AG_FUNCTION Tensor inner_jumps(Tensor a) {
  Tensor s = 0;
  for (auto i : ag::range(4)) {
    int j = 0;
    while (j < a) {
      ++j;
      if ((i + j) % 3 == 0)
        continue;
      if (j > 4)
        break;
      s += 10 * i + j;
    }
    s += 1000;
  }
  return s;
}

// 46: code behind two jumps that cover every case.
AG_FUNCTION Tensor break_or_continue(Tensor x) {
  Tensor s = 0;
  while (x > 0) {
    x -= 1;
    if (x % 3 == 1) {
      s += 7;
      break;
    } else {
      s += 1;
      continue;
    }
  }
  return s + x * 100;
}

// 47: the break guards what stands behind it.
AG_FUNCTION Tensor break_then_if(Tensor x) {
  int n = 0;
  while (true) {
    if (x > 10)
      break;
    if (x > 5)
      x += 10;
    x += 1;
    ++n;
  }
  return x * 100 + n;
}

// 48: two breaks that have nothing to do with each other.
AG_FUNCTION Tensor two_breaks(Tensor x) {
  int i = 0;
  int s = 0;
  while (true) {
    if (i > x)
      break;
    s += i;
    if (s > 12)
      break;
    ++i;
  }
  return Tensor(s) * 1000 + i;
}

// 49, 50
AG_FUNCTION int counts(Tensor a, int b) {
  int n = 0;
  int i = 0;
  while (i < a) {
    int j = 0;
    while (j < b) {
      ++n;
      ++j;
    }
    ++i;
  }
  return n;
}

// 51 to 54: loops of the host that a tensor ends. AutoGraph refuses them.
AG_FUNCTION Tensor host_for_break(Tensor limit) {
  Tensor s = 0;
  for (int i = 0; i < 8; ++i) {
    s += i;
    if (s > limit)
      break;
  }
  return s;
}
AG_FUNCTION int host_while_return(Tensor limit) {
  int s = 0;
  int i = 0;
  while (i < 8) {
    s += i;
    if (s > limit)
      return -i;
    ++i;
  }
  return s;
}

int main() {
  for (int n : {0, 1, 2, 3, 4, 7, 20}) {
    const Tensor l = ag::arange(n) * 2 % 5;
    int s1 = 0, s2 = 0, s3 = 0, s4 = 0;
    bool stop = false;
    for (int i = 0; i < n; ++i) {
      const int c = 2 * i % 5;
      if (c % 2 > 0)
        stop = true;
      else
        s1 += c;
      if (!stop)
        s3 += c;
    }
    for (int x = n - 1; x >= 0; --x)
      s2 += x % 2 > 0 ? 0 : x;
    for (int x = n - 1; x >= 0 && x % 2 == 0; --x)
      s4 += x;
    same(continue_in_for(l).item<int>(), s1);
    same(continue_in_while(n).item<int>(), s2);
    same(break_in_for(l).item<int>(), s3);
    same(break_in_while(n).item<int>(), s4);
    same(first_or_zero(l + 1).item<int>(), n > 0 ? 2 : 0);
    same(both_return(n).item<int>(), n <= 0 ? -1 : n % 2 > 0 ? 10 * n : 100 * n);
    int s = 0;
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < n;) {
        ++j;
        if ((i + j) % 3 == 0)
          continue;
        if (j > 4)
          break;
        s += 10 * i + j;
      }
      s += 1000;
    }
    same(inner_jumps(n).item<int>(), s);
    int x = n;
    s = 0;
    while (x > 0) {
      x -= 1;
      if (x % 3 == 1) {
        s += 7;
        break;
      }
      s += 1;
    }
    same(break_or_continue(n).item<int>(), s + x * 100);
    x = n;
    int k = 0;
    while (true) {
      if (x > 10)
        break;
      if (x > 5)
        x += 10;
      x += 1;
      ++k;
    }
    same(break_then_if(n).item<int>(), x * 100 + k);
    int i = 0;
    s = 0;
    while (true) {
      if (i > n)
        break;
      s += i;
      if (s > 12)
        break;
      ++i;
    }
    same(two_breaks(n).item<int>(), s * 1000 + i);
    same(counts(n, 5), 5 * n);
    s = 0;
    int r = 0;
    bool done = false;
    for (i = 0; i < 8 && !done; ++i) {
      s += i;
      if (s > n)
        done = true, r = -i;
    }
    same(host_for_break(n).item<int>(), s);
    same(host_while_return(n), done ? r : s);
  }
  return result();
}
