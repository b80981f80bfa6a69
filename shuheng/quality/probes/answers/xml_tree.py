"""XML into dicts, lists and texts. Document types are refused, so that no entity can grow or read a file."""

from typing import Any
from xml.parsers import expat

DEEPEST = 100


def read_xml(content: bytes) -> dict[str, Any]:
    """`{root: ...}`; an element with children is a dict, repeated children a list, any other its text.

    Names are local names. Raises `ValueError` with a few Chinese words.
    """
    building = Building()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = building.doctype
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.text
    try:
        parser.Parse(content, True)  # this is all there is
    except expat.ExpatError as error:
        raise ValueError(f"第 {error.lineno} 行不合语法") from error
    return building.root


class Building:
    """The tree under construction: a stack of open elements with their children and their text."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.open: list[tuple[str, dict[str, Any], list[str]]] = []

    def doctype(self, *_: Any) -> None:
        """Refuse what could define entities."""
        raise ValueError("含有 DOCTYPE 声明")

    def start(self, name: str, _: dict[str, str]) -> None:
        """An element begins."""
        if len(self.open) >= DEEPEST:
            raise ValueError("嵌套太深")
        self.open.append((name.rsplit(" ", 1)[-1], {}, []))

    def text(self, words: str) -> None:
        """Text within the innermost element."""
        self.open[-1][2].append(words)

    def end(self, _: str) -> None:
        """An element ends and joins its parent; the second of a name makes a list."""
        name, children, words = self.open.pop()
        value: Any = children or "".join(words).strip()
        parent = self.open[-1][1] if self.open else self.root
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]
