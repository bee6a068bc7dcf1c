#!/usr/bin/env python3
"""Writes the tables behind the widths of drawn text from the newest Unicode data.

Usage: python3 Tests/Generators/scalar_ranges.py > Sources/CreditEngine/Display/ScalarRanges.swift

Needs the packages regex and wcwidth (pip install regex wcwidth) with the same version of Unicode, which goes into the
file. It is run by whoever raises that version, never by a build. Decision 15 says what the tables hold and why.
"""
import sys
import unicodedata

import regex
import wcwidth
from wcwidth import table_wide

LIMIT = 0x20000
VERSION = wcwidth.list_versions()[-1]
# A scalar that this version of Unicode assigned: regex must know it, or its data are older than those of wcwidth.
NEWEST = {"17.0.0": 0x1F6D8}


def span(first, last):
    return set(range(first, last + 1))


def having(name):
    pattern = regex.compile(r"\p{%s}" % name)
    return {c for c in range(LIMIT) if not 0xD800 <= c <= 0xDFFF and pattern.match(chr(c))}


def wide():
    found = set()
    for first, last in table_wide.WIDE_EASTASIAN[VERSION]:
        found |= span(first, min(last, LIMIT - 1))
    # The leading filler of Hangul shows nothing, and half of a flag is a kind of its own.
    found -= {0x115F} | span(0x1F1E6, 0x1F1FF)
    # Trigrams, digrams, the Tai Xuan Jing and counting rods became wide in Unicode 16; C libraries and terminals in use
    # still draw them in one column.
    found -= span(0x2630, 0x2637) | span(0x268A, 0x268F) | span(0x1D300, 0x1D356) | span(0x1D360, 0x1D376)
    # Marks with a width, and numbers in squares: C libraries draw them in two columns.
    return found | span(0x302E, 0x302F) | span(0x3248, 0x324F) | span(0x16FF0, 0x16FF1)


def tables():
    unassigned, ignorable = having("Cn"), having("Default_Ignorable_Code_Point")
    # Format characters that draw something around the digits or letters after them.
    drawn = span(0x600, 0x605) | {0x6DD, 0x70F, 0x8E2, 0x110BD, 0x110CD} | span(0x890, 0x891)
    hidden = unassigned | ignorable | (having("Cf") - drawn) | span(0x80, 0x9F) | {0x2028, 0x2029}
    conjoining = span(0x1161, 0x11FF) | span(0xD7B0, 0xD7C6) | span(0xD7CB, 0xD7FB)
    marks = ((having("Mn") | having("Me")) - ignorable) | conjoining
    digits = span(0x30, 0x39) | {0x23, 0x2A}
    emoji = having("Emoji") - digits - span(0x1F1E6, 0x1F1FF) - span(0x1F3FB, 0x1F3FF)
    return wide() - hidden, marks, hidden, emoji


def ranges(scalars):
    found = []
    for scalar in sorted(scalars):
        if found and found[-1][1] == scalar - 1:
            found[-1][1] = scalar
        else:
            found.append([scalar, scalar])
    return found


def table(comment, name, scalars):
    lines, line = [], "       "
    for first, last in ranges(scalars):
        pair = f" 0x{first:X}, 0x{last:X},"
        if len(line) + len(pair) > 120:
            lines.append(line)
            line = "       "
        line += pair
    body = "\n".join(lines + [line])
    comment = "\n".join("    /// " + words for words in comment)
    return f"{comment}\n    static let {name}: [UInt32] = [\n{body}\n    ]\n"


def main():
    newest = NEWEST.get(VERSION)
    if newest is None or regex.match(r"\p{Cn}", chr(newest)):
        sys.exit(f"regex {regex.__version__} does not have Unicode {VERSION}, which wcwidth has; install matching ones")
    wides, marks, hidden, emoji = tables()
    version = VERSION.rsplit(".", 1)[0]
    print(f"""\
/// The ranges behind `ScalarKind`, as pairs of first and last code point below U+20000, in order.
///
/// Written by `Tests/Generators/scalar_ranges.py` from Unicode {version}; what was assigned later counts as hidden and is written out,
/// because nobody knows how wide a terminal draws it. Where East Asian Width says "ambiguous", the width is 1, except for
/// U+3248…U+324F, which C libraries and terminals draw in two columns.
enum ScalarRanges {{""")
    print(table(["East Asian Wide and Fullwidth, which includes everything with emoji presentation: two columns."],
                "wide", wides))
    print(table(["Nonspacing and enclosing marks and the vowels and finals of conjoining Hangul: no column of their own."],
                "marks", marks))
    print(table(["Never drawn as they are: C1 controls, default-ignorable and format characters that show nothing, line "
                 "and", "paragraph separators, noncharacters, and what is not assigned."], "hidden", hidden))
    print(table(["Emoji, without digits, regional indicators and skin tones."], "pictographs", emoji))
    print("    /// Ideographs of the planes 2 and 3: two columns.")
    print("    static let highIdeographs: [ClosedRange<UInt32>] = [")
    pattern, high = regex.compile(r"\p{Ideographic}"), []
    for first, last in ranges({c for c in range(LIMIT, 0x40000) if pattern.match(chr(c))}):
        high.append(f"        0x{first:X}...0x{last:X},")
    print("\n".join(high) + "\n    ]\n}")


main()
