"""Demands that the page (--emit=html) is sound and agrees with the map (--emit=json): HTML JSON

Tags nest and are closed; every region stands on both sides; tooltips have the reasons of the map.
"""

import json
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.sides, self.titles, self.text, self.symbols = [], {}, {}, {}, {}

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = dict(attributes)
        self.open.append((tag, attributes))
        side = self.side()
        if "data-r" in attributes:
            self.sides.setdefault(side, set()).add(attributes["data-r"])
            self.titles[attributes["data-r"]] = attributes.get("title", "")
        if "data-s" in attributes:
            self.symbols.setdefault(side, set()).add((attributes["data-s"], attributes["title"]))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        if any(tag == "code" for tag, _ in self.open):
            self.text[self.side()] = self.text.get(self.side(), "") + data

    def side(self):
        ids = [attributes["id"] for tag, attributes in self.open if "id" in attributes]
        return ids[-1] if ids else ""


def main():
    page = Page()
    with open(sys.argv[1]) as file:
        page.feed(file.read())
    page.close()
    assert not page.open, f"not closed: {page.open}"
    with open(sys.argv[2]) as file:
        functions = json.load(file)["functions"]
    assert page.sides["source"] == page.sides["emitted"], "a region stands on one side only"
    wanted = len(functions) + sum(len(f["regions"]) for f in functions)
    assert len(page.sides["source"]) == wanted, f"{len(page.sides['source'])} regions of {wanted}"
    titles = "\n".join(page.titles.values())
    symbols = {title for _, title in page.symbols["source"]}
    for function in functions:
        for region in function["regions"]:
            assert region["staged"] == bool(region["why"]) or region["kind"] != "if"
            for note in region["why"]:
                assert note["text"] in titles, note
        for symbol in function["symbols"]:
            if symbol["time"] == "staged" and symbol["uses"]:
                assert any(symbol["why"][0]["text"] in title for title in symbols), symbol
    print(f"{len(functions)} functions, {wanted - len(functions)} regions, "
          f"{len(page.symbols['source'])} symbols")


if __name__ == "__main__":
    main()
