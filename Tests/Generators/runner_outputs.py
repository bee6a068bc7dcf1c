#!/usr/bin/env python3
"""Runs the test runners and compilers that are installed on small projects of its own, and keeps what they print.

    python3 Tests/Generators/runner_outputs.py [NAME…]

Writes Tests/CreditEngineTests/State/RunnerOutputs/NAME.txt for each tool that is there, and says which are not. A file's first
line is the command and its exit code; paths of the temporary folder become /project. Nothing is edited by hand.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "CreditEngineTests" / "State" / "RunnerOutputs"

GOOD_PY = "def price(crates):\n    return crates * 12\n"
PY_TESTS = """import unittest
from stall import price

class Stall(unittest.TestCase):
    def test_one(self):
        self.assertEqual(price(1), 12)

    def test_none(self):
        self.assertEqual(price(0), 0)

    def test_many(self):
        self.assertEqual(price(5), 61)
"""
PY_RIGHT = PY_TESTS.replace("61", "60")
JS_TESTS = """const test = require('node:test');
const assert = require('node:assert');
test('one crate', () => assert.equal(12 * 1, 12));
test('no crate', () => assert.equal(12 * 0, 0));
test('many crates', () => assert.equal(12 * 5, 61));
"""
JEST_TESTS = """const {test, expect} = globals;
test('one crate', () => expect(12 * 1).toBe(12));
test('no crate', () => expect(12 * 0).toBe(0));
test('many crates', () => expect(12 * 5).toBe(61));
"""
SWIFT_PACKAGE = """// swift-tools-version: 6.0
import PackageDescription
let package = Package(name: "Stall", targets: [.target(name: "Stall"), .testTarget(name: "StallTests", dependencies: ["Stall"])])
"""
SWIFT_TESTS = """import Testing
import XCTest
@testable import Stall
@Test func one() { #expect(price(1) == 12) }
@Test func many() { #expect(price(5) == 61) }
final class StallTests: XCTestCase {
    func testNone() { XCTAssertEqual(price(0), 0) }
    func testMany() { XCTAssertEqual(price(5), 61) }
}
"""
GO = {"go.mod": "module stall\n\ngo 1.19\n", "stall.go": "package stall\n\nfunc Price(c int) int { return c * 12 }\n"}
GO_TESTS = """package stall

import "testing"

func TestOne(t *testing.T) { if Price(1) != 12 { t.Fatal("one") } }
func TestMany(t *testing.T) { if Price(5) != 61 { t.Fatalf("got %d", Price(5)) } }
"""
RUST_TESTS = """pub fn price(c: u32) -> u32 { c * 12 }
#[cfg(test)]
mod tests {
    #[test] fn one() { assert_eq!(super::price(1), 12); }
    #[test] fn many() { assert_eq!(super::price(5), 61); }
}
"""
CARGO = {"Cargo.toml": "[package]\nname = \"stall\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"}

# name: (files, commands); the output of the last command is kept
CASES = {
    "pytest-failed": ({"stall.py": GOOD_PY, "test_stall.py": PY_TESTS}, ["pytest"]),
    "pytest-passed": ({"stall.py": GOOD_PY, "test_stall.py": PY_RIGHT}, ["pytest -q"]),
    "pytest-not-collected": ({"test_stall.py": PY_TESTS}, ["pytest -q"]),
    "unittest-failed": ({"stall.py": GOOD_PY, "test_stall.py": PY_TESTS}, ["python3 -m unittest"]),
    "unittest-passed": ({"stall.py": GOOD_PY, "test_stall.py": PY_RIGHT}, ["python3 -m unittest"]),
    "coverage-report": (
        {"stall.py": GOOD_PY + "\ndef change(paid, due):\n    if paid < due:\n        return None\n    return paid - due\n",
         "test_stall.py": PY_RIGHT},
        ["coverage run -m unittest", "coverage report"]),
    "lcov-tracefile": ({"stall.py": GOOD_PY, "test_stall.py": PY_RIGHT},
                       ["coverage run -m unittest", "coverage lcov -q -o -"]),
    "python-syntax": ({"stall.py": "def price(crates:\n    return 12\n"}, ["python3 stall.py"]),
    "python-import": ({"stall.py": "import plums_of_nowhere\n"}, ["python3 stall.py"]),
    "python-exception": ({"stall.py": "print({}['plums'])\n"}, ["python3 stall.py"]),
    "ruff-found": ({"stall.py": "import os\n\n\ndef price(c):\n    return d\n"}, ["ruff check --no-cache stall.py"]),
    "ruff-clean": ({"stall.py": GOOD_PY}, ["ruff check --no-cache stall.py"]),
    "mypy-found": ({"stall.py": "def price(c: int) -> int:\n    return 'twelve'\n"}, ["mypy --cache-dir=/dev/null stall.py"]),
    "mypy-clean": ({"stall.py": "def price(c: int) -> int:\n    return c\n"}, ["mypy --cache-dir=/dev/null stall.py"]),
    "node-test-failed": ({"stall.test.js": JS_TESTS}, ["node --test"]),
    "node-test-passed": ({"stall.test.js": JS_TESTS.replace("61", "60")}, ["node --test"]),
    "node-syntax": ({"stall.js": "function price( {\n"}, ["node stall.js"]),
    "jest-failed": ({"stall.test.js": JEST_TESTS.replace("const {test, expect} = globals;\n", ""), "package.json": "{}"},
                    ["jest --rootDir ."]),
    "vitest-failed": (
        {"stall.test.mjs": "import {test, expect} from 'vitest';\n" + JEST_TESTS.split("\n", 1)[1],
         "package.json": "{\"type\":\"module\"}"}, ["vitest run --no-color"]),
    "tsc-found": ({"stall.ts": "const price: number = 'twelve';\n"}, ["tsc --noEmit stall.ts"]),
    "gcc-error": ({"stall.c": "int price(int c) { return c * 12 }\n"}, ["gcc -c stall.c"]),
    "gcc-warning": ({"stall.c": "int price(int c) { int d; return 12 * d; }\n"}, ["gcc -Wall -c stall.c"]),
    "clang-error": ({"stall.c": "int price(int c) { return e; }\n"}, ["clang -c stall.c"]),
    "swiftc-error": ({"stall.swift": "let price: Int = \"twelve\"\n"}, ["swiftc -parse-as-library -typecheck stall.swift"]),
    "swift-test-failed": (
        {"Package.swift": SWIFT_PACKAGE, "Sources/Stall/Stall.swift": "func price(_ c: Int) -> Int { c * 12 }\n",
         "Tests/StallTests/StallTests.swift": SWIFT_TESTS}, ["swift build --build-tests", "swift test --skip-build"]),
    "go-test-failed": ({**GO, "stall_test.go": GO_TESTS}, ["go test -cover ./..."]),
    "go-test-passed": ({**GO, "stall_test.go": GO_TESTS.replace("61", "60")}, ["go test -cover ./..."]),
    "go-compile": ({**GO, "stall.go": "package stall\n\nfunc Price(c int) int { return e }\n"}, ["go vet ./..."]),
    "cargo-test-failed": ({**CARGO, "src/lib.rs": RUST_TESTS}, ["cargo test"]),
    "cargo-test-passed": ({**CARGO, "src/lib.rs": RUST_TESTS.replace("61", "60")}, ["cargo test"]),
    "cargo-error": ({**CARGO, "src/lib.rs": "pub fn price(c: u32) -> u32 { \"x\" }\n"}, ["cargo build"]),
    "javac-error": ({"Stall.java": "class Stall { int price(int c) { return c * 12 } }\n"}, ["javac Stall.java"]),
}


def run(name):
    files, commands = CASES[name]
    tool = commands[-1].split()[0]
    if not shutil.which(tool):
        return f"{name}: {tool} is not installed"
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        environment = dict(os.environ, NO_COLOR="1", TERM="dumb", COLUMNS="80", PYTHONDONTWRITEBYTECODE="1", RUST_BACKTRACE="0", CI="")
        environment.pop("CI")
        for command in commands:
            done = subprocess.run(
                command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, timeout=900)
        text = done.stdout.decode("utf-8", "replace").replace(os.path.realpath(folder), "/project").replace(folder, "/project")
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        for place in {os.path.expanduser("~"), sys.prefix, os.path.dirname(os.path.realpath(shutil.which(tool)))}:
            if len(place) > 4:
                text = text.replace(place, "/tools")
        text = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / f"{name}.txt").write_text(f"$ {commands[-1]}  # exit {done.returncode}\n{text}")
    return None


if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        problem = run(name)
        print(problem or f"{name}: kept")
