// TITLE: Globals, statics and methods called in loops
// DOC: Globals are read at every call. A method that changes fields may be called inside a staged
// DOC: loop of another function: the fields become state of that loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct Options {
  double rate = 0.5;
  int steps = 3;
};
Options options;
Tensor weight = 2.0;
namespace {
std::string mode = "plain";
std::vector<int> sizes = {1, 2};
}
struct Cell {
  Tensor h = 0.0;
  int turns = 0;
  AG_FUNCTION void step(const Tensor& x) {
    h = h * options.rate + x * weight;
    turns += 1;
  }
  AG_FUNCTION Tensor run(const Tensor& xs) {
    for (const auto& x : xs) step(x);
    return h;
  }
};
Cell cell;
AG_FUNCTION Tensor drive(Tensor x) {
  int i = 0;
  while (x < 100.0) {
    cell.step(x);
    x = x * 3.0;
    if (++i >= options.steps) break;
  }
  if (mode == "plain") return cell.h + static_cast<double>(sizes.size());
  return cell.h;
}
// source]

double plain(double x, double& h, int& turns, bool add) {
  int i = 0;
  while (x < 100.0) {
    h = h * options.rate + x * weight.item<double>();
    ++turns;
    x = x * 3.0;
    if (++i >= options.steps) break;
  }
  return add ? h + static_cast<double>(sizes.size()) : h;
}

int main() {
  double h = 0;
  int turns = 0;
  for (int k = 0; k < 6; ++k) {
    if (k == 2) options.rate = 0.25;
    if (k == 3) weight = Tensor(4.0), options.steps = 5;
    if (k == 4) mode = "bare";
    if (k == 5) sizes.push_back(7), mode = "plain";
    same(drive(Tensor(k + 1.0)).item<double>(), plain(k + 1.0, h, turns, mode == "plain"));
    same(cell.h.item<double>(), h);
    same(cell.turns, turns);
  }
  Cell mine;
  same(mine.run(Tensor{1.0, 2.0, 3.0}).item<double>(), 14.25);
  same(mine.turns, 3);
  return result();
}
