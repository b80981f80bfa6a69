"""Data formats: one spelling each, and whether a format is a table, an interface or a mere file.

Lists arrive as lists, as the text of a list (``['xls', 'csv']``), as comma text, as media types and as URIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuheng.engines.harvest.values.empty import is_empty
from shuheng.engines.harvest.values.text import Reading, folded
from shuheng.terms import ResourceKind

ALIASES = {
    "excel": "xls", "电子表格": "xls", "表格": "xls", "word": "doc", "文本": "txt", "text": "txt", "plain": "txt",
    "接口": "api", "api接口": "api", "数据接口": "api", "webservice": "api", "rest": "api", "restapi": "api",
    "rest_api": "api", "webapi": "api", "odata": "api", "数据库": "db", "库表": "db", "database": "db",
    "jpeg": "jpg", "tif": "tiff", "htm": "html", "网页": "html", "链接": "link", "url": "link", "web": "html",
    "其他": "other", "其它": "other", "文件": "file", "附件": "file", "压缩包": "zip", "图片": "image",
    "视频": "video", "turtle": "ttl", "rdf_turtle": "ttl", "rdf_xml": "rdf", "rdf+xml": "rdf", "n-triples": "nt",
    "rdf_n_triples": "nt", "ld+json": "jsonld", "json_ld": "jsonld", "json-ld": "jsonld", "geo+json": "geojson",
    "tab-separated-values": "tsv", "shape": "shp", "shapefile": "shp", "esrishapefile": "shp", "x-zip-compressed": "zip",
    "x-zip": "zip", "gzip": "gz", "msword": "doc", "vnd.ms-excel": "xls", "vnd.ms-powerpoint": "ppt",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "vnd.oasis.opendocument.spreadsheet": "ods", "vnd.oasis.opendocument.text": "odt",
    "vnd.google-earth.kml+xml": "kml", "vnd.google-earth.kmz": "kmz", "map_srvc": "wms", "map_prvw": "wms",
    "mpeg": "mp4", "mpeg4": "mp4",
}  # fmt: skip
WORDS: dict[ResourceKind, str] = {
    ResourceKind.TABLE: (
        "csv tsv xls xlsx xlsm ods json jsonl ndjson geojson jsonld xml rdf ttl nt n3 db dbf sql sqlite mdb accdb "
        "parquet avro arrow feather"
    ),
    ResourceKind.API: "api wms wfs wcs wmts sparql soap graphql esri_rest arcgis",
    ResourceKind.FILE: (
        "file doc docx wps pdf txt rtf odt ppt pptx odp jpg png gif bmp tiff svg image zip rar 7z gz tar html link "
        "other kml kmz shp gml dwg dxf epub mp3 wav exe"
    ),
    ResourceKind.VIDEO: "video mp4 avi mov mkv flv wmv rmvb rtsp m3u8",
    ResourceKind.IOT: "mqtt iot coap",
}
KINDS: dict[str, ResourceKind] = {word: kind for kind, words in WORDS.items() for word in words.split()}
_URI = re.compile(r"https?://\S+?/(?:file-type/([\w-]+)|media-types/[\w.-]+/([\w.+-]+))")
_MEDIA = re.compile(r"(?:application|text|image|audio|video|multipart|message|model|font)/([\w.+-]+)(?:;.*)?")
_SPLIT = re.compile(r"[,，、;；|\s]+|(?<![a-z])/|/(?![a-z])")
_QUOTES = "[](){}'\"“”‘’「」 \t\r\n."


def read_format(written: str) -> Reading:
    """One format in its usual spelling; an unknown word stays as written (lower case) with `format-unknown`."""
    text = written.strip()
    match = _URI.fullmatch(text) or _MEDIA.fullmatch(text.lower())
    word = folded(next(group for group in match.groups() if group)) if match else folded(text.strip(_QUOTES))
    word = "zip" if "zip" in word.split("+") else ALIASES.get(word, word)
    return word, "" if word in KINDS else "format-unknown"


def read_formats(written: object) -> Reading:
    """The distinct formats of a list or of a text that lists them; an empty list is *known to have none*."""
    words = [str(item) for item in written] if isinstance(written, list | tuple) else _words(str(written))
    found, note = dict[str, None](), ""
    for word in words:
        if not is_empty(word):
            code, problem = read_format(word)
            found[code] = None
            note = note or problem
    return tuple(found), note


def _words(text: str) -> Iterable[str]:
    bare = text.strip(_QUOTES)
    if _MEDIA.fullmatch(bare.lower()) or _URI.fullmatch(bare):
        return [bare]
    return [part.strip(_QUOTES) for part in _SPLIT.split(bare) if part.strip(_QUOTES)]


def format_kind(code: str) -> ResourceKind:
    """What a resource of this format is; a format nobody knows is a file."""
    return KINDS.get(code, ResourceKind.FILE)
