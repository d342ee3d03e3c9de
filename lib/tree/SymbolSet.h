// A set of symbols of one function: a small bit set that grows as needed.
#pragma once

#include "tree/Tree.h"

#include <algorithm>

namespace autograft::tree {

class SymbolSet {
public:
  SymbolSet() = default;
  SymbolSet(std::initializer_list<SymbolId> ids) {
    for (SymbolId id : ids)
      insert(id);
  }

  bool contains(SymbolId id) const {
    auto index = static_cast<std::size_t>(id);
    return id >= 0 && index < Bits.size() && Bits[index];
  }
  void insert(SymbolId id) {
    if (id < 0)
      return;
    auto index = static_cast<std::size_t>(id);
    if (index >= Bits.size())
      Bits.resize(index + 1, false);
    Bits[index] = true;
  }
  void erase(SymbolId id) {
    if (contains(id))
      Bits[static_cast<std::size_t>(id)] = false;
  }
  SymbolSet &operator|=(const SymbolSet &other) {
    if (other.Bits.size() > Bits.size())
      Bits.resize(other.Bits.size(), false);
    for (std::size_t i = 0; i < other.Bits.size(); ++i)
      if (other.Bits[i])
        Bits[i] = true;
    return *this;
  }
  SymbolSet &operator-=(const SymbolSet &other) {
    for (std::size_t i = 0; i < std::min(Bits.size(), other.Bits.size()); ++i)
      if (other.Bits[i])
        Bits[i] = false;
    return *this;
  }
  SymbolSet &operator&=(const SymbolSet &other) {
    for (std::size_t i = 0; i < Bits.size(); ++i)
      if (i >= other.Bits.size() || !other.Bits[i])
        Bits[i] = false;
    return *this;
  }
  friend SymbolSet operator|(SymbolSet a, const SymbolSet &b) { return a |= b; }
  friend SymbolSet operator-(SymbolSet a, const SymbolSet &b) { return a -= b; }
  friend SymbolSet operator&(SymbolSet a, const SymbolSet &b) { return a &= b; }

  // The members in the order of their ids, which is the order of declaration.
  std::vector<SymbolId> ids() const {
    std::vector<SymbolId> result;
    for (std::size_t i = 0; i < Bits.size(); ++i)
      if (Bits[i])
        result.push_back(static_cast<SymbolId>(i));
    return result;
  }
  bool empty() const { return std::find(Bits.begin(), Bits.end(), true) == Bits.end(); }
  bool operator==(const SymbolSet &other) const { return ids() == other.ids(); }

private:
  std::vector<bool> Bits;
};

} // namespace autograft::tree
