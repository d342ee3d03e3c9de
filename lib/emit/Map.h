// Map: what became of one function, for people and programs that look at it (--emit=html, json) and
// for the columns of run-time errors: which bytes of the output are which of the source, the `if`s
// and loops on both sides, the variables, and why each is staged. It shows decisions, it makes
// none.
#pragma once

#include "emit/Writer.h"
#include "transform/Lowering.h"

#include <string>
#include <vector>

namespace autograft::emit {

class Emitter;

struct MapRegion {
  std::string kind;    // "if", "while", "do", "for", "range-for"
  tree::Place place;   // of its first token in the source
  tree::Range source;  // bytes of the file
  tree::Range emitted; // bytes of the replacement's text
  bool staged = false;
  std::vector<analysis::FindingNote> why; // itself first, then the chain; may be empty
  std::vector<std::string> state;         // what it carries
};

struct MapSymbol {
  enum class Time { Host, Tensor, Staged };
  std::string name;
  std::string kind; // "parameter", "local", …
  std::string type;
  tree::Place place;
  Time time = Time::Host;
  std::vector<analysis::FindingNote> why;
  std::vector<tree::Range> uses; // bytes of the file, its declaration first
};

struct FunctionMap {
  std::vector<Piece> pieces; // of the whole text, in order; the rest only on request
  std::string name;
  tree::Place place;
  tree::Range source;             // the body
  tree::Range head;               // the prologue in the text
  std::vector<MapRegion> regions; // in source order, outer ones first
  std::vector<MapSymbol> symbols; // those that are named in the function
};

// Fills in all but the pieces.
void describe(FunctionMap &map, const tree::Function &function, const analysis::Staging &staging,
              const transform::Lowering &lowering, const Emitter &emitter);

} // namespace autograft::emit
