"""The namespaces of the graph and the prefixes that queries may use without declaring them."""

from __future__ import annotations

BASE = "https://w3id.org/craftgraph/"
DEF = BASE + "def#"
ID = BASE + "id/"
VOC = BASE + "voc/"
SOURCE = BASE + "source/"

NAMES_GRAPH = ID + "names"

PREFIXES: dict[str, str] = {
    "cg": DEF,
    "id": ID,
    "voc": VOC,
    "source": SOURCE,
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
