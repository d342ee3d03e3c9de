// `switch`: a staged one stands behind a cursor that enters it once per label. Its body is emitted
// in stretches between labels, since a guard must close before the next label.
#include "emit/Emitter.h"

namespace autograft::emit {

using namespace tree;
using namespace analysis;

// The labels as the cursor's argument: those that stand together in braces of their own. Values
// that enter where `default` does need no arm.
std::string Emitter::labels(const Stmt &stmt) const {
  std::vector<std::vector<std::string>> groups;
  bool together = false;
  for (const Segment &segment : segments(stmt)) {
    std::vector<std::string> values;
    bool isDefault = false;
    for (const Stmt *label : segment.labels) {
      isDefault |= label->text.empty();
      values.push_back(label->text);
    }
    if (isDefault || values.empty())
      continue;
    together |= values.size() > 1;
    groups.push_back(std::move(values));
  }
  std::string text;
  for (const std::vector<std::string> &group : groups) {
    std::string inner;
    for (const std::string &value : group)
      inner += (inner.empty() ? "" : ", ") + value;
    text += (text.empty() ? "" : ", ") + (together ? "{" + inner + "}" : inner);
  }
  return text.empty() ? text : "{" + text + "}, ";
}

void Emitter::segment(const Segment &segment) {
  if (segment.items.empty())
    return;
  const Stmt &first = *segment.items.front();
  auto guarded = Low.segments.find(&first);
  if (guarded == Low.segments.end()) {
    items(segment.items);
  } else {
    Out.copyTo(first.range.begin);
    guard(RegionKind::Segment, first, guarded->second, segment.items);
  }
  if (In.jumps.closed.count(segment.items.back()))
    Out.put(" break;");
}

void Emitter::switchStmt(const Stmt &stmt) {
  const Header &header = *stmt.header;
  bool staged = In.constructs.switches.count(&stmt) != 0;
  auto made = Low.switches.find(&stmt);
  std::string flag;
  if (made != Low.switches.end())
    flag = "::ag::Scalar<bool> " + made->second + " = false; ";
  if (staged) {
    std::string name = cursor();
    bool wrap = header.init || header.condVar;
    Out.dropTo(header.lparen + 1);
    Out.put(wrap ? "{ " : "");
    if (header.init) {
      this->stmt(*header.init);
      Out.put(" ");
    }
    if (header.condVar) {
      this->stmt(*header.condVar);
      Out.put("; ");
    }
    Out.put("for (::ag::Cases " + name + "(" + site(stmt.place) + ", ");
    condition(stmt);
    Out.copyTo(header.rparen);
    Out.put(", " + labels(stmt) + state(RegionKind::Cases, stmt) + "); " + name + ".next();) " +
            "{ " + flag + "switch (" + name + ".arm())");
    Out.dropTo(header.rparen + 1);
    switchBody(stmt);
    Out.put(wrap ? " } }" : " }");
    return;
  }
  if (!flag.empty())
    Out.put("{ " + flag);
  for (const StmtPtr *part : {&header.init, &header.condVar})
    if (*part)
      this->stmt(**part);
  if (!header.condVar)
    expr(*header.cond);
  Out.copyTo(header.rparen + 1);
  switchBody(stmt);
  Out.put(flag.empty() ? "" : " }");
}

void Emitter::switchBody(const Stmt &stmt) {
  const Stmt &inner = *stmt.children.front();
  if (!inner.range.valid())
    return whole(inner);
  if (inner.kind == StmtKind::Block)
    Out.copyTo(afterBrace(inner.range));
  for (const Segment &each : segments(stmt))
    segment(each);
  Out.copyTo(inner.range.end);
}

} // namespace autograft::emit
