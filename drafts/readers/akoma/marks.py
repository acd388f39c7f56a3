"""What our own exports add to the vocabulary, so that nothing is lost on the way back.

Attributes of a namespace of our own are allowed on every element of Akoma Ntoso; other
programs pass them over. Classes say how lines stood together.
"""

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SAWT = "urn:sawt:akoma-ntoso:1"

EXACT = f"{{{SAWT}}}exact"  # on the body: white space inside the words counts
NUMBER = f"{{{SAWT}}}number"  # the number in Western digits, "4 bis"
LEVEL = f"{{{SAWT}}}level"  # where it is not the depth in the tree
RULE = f"{{{SAWT}}}rule"  # the line under the first row of a table

CODE = f"{{{SAWT}}}code"  # a character that XML cannot hold, in hexadecimal
ABOUT = f"{{{SAWT}}}about"  # the section that a note of the description is on

SPACED = "spaced"  # an empty line stands before the block
TIGHT = "tight"  # no space between the sign of a clause and its words
BARRED = "barred"  # the rows of a table begin and end with a bar
IMPLIED = "implied"  # a number that the heading does not say
HEADING = "heading"  # the container with the heading of a preamble
