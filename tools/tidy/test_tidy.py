#!/usr/bin/env python3
"""Tests of the tidy check: every rule finds what it should, and only that."""

import importlib.machinery
import importlib.util
import unittest
from pathlib import Path

import english
import limits
import references
import structure
import swift_source
from repository import Finding, Repository


def load_check():
    loader = importlib.machinery.SourceFileLoader("check", str(Path(__file__).with_name("check")))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("check", loader))
    loader.exec_module(module)
    return module


check = load_check()


def found(rule, **texts):
    """Subjects of what a rule finds; `a__b_swift` is written for `a/b.swift`."""
    return [one.subject for one in rule(Repository(paths(texts)))]


def paths(texts):
    named = {}
    for name, text in texts.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        named[f"{stem}.{suffix}" if stem else name] = text
    return named


def function(lines, parameters=""):
    return f"func f({parameters}) {{\n" + "  g()\n" * (lines - 2) + "}\n"


class SwiftSourceTests(unittest.TestCase):
    def test_comments_and_strings_are_blanked(self):
        text = 'let a = "// no" // yes "\nlet b = #"x"y"# /* a /* b */ c */ + c\n'
        self.assertEqual(swift_source.masked(text).split(),
                         ["let", "a", "=", "let", "b", "=", "+", "c"])
        self.assertEqual(len(swift_source.masked(text)), len(text))

    def test_interpolations_hold_strings(self):
        self.assertEqual(swift_source.masked(r'f("a \(g("}")) b") {').split(), ["f(", ")", "{"])

    def test_multiline_strings(self):
        self.assertEqual(swift_source.masked('let a = """\n  "{\n  """\nb').split(),
                         ["let", "a", "=", "b"])

    def test_only_outer_declarations_count(self):
        code = "public struct A {\n  struct B {}\n}\nprivate enum C {}\nextension D.E {}\n"
        self.assertEqual([(one.kind, one.name, one.is_private)
                          for one in swift_source.declarations(code)],
                         [("struct", "A", False), ("enum", "C", True), ("extension", "D.E", False)])

    def test_parameters(self):
        for text, count in [("", 0), ("a: Int", 1), ("a: [Int: Int], b: (Int, Int)", 2),
                            ("a: Map<Int, Int>, b: (Int) -> Int, c: Int = f(1, 2),", 3)]:
            with self.subTest(text=text):
                [one] = swift_source.functions(f"func f({text}) {{}}")
                self.assertEqual(one.parameter_count, count)

    def test_calls_and_requirements(self):
        code = ("protocol P {\n  func f(a: Int)\n  init(b: Int)\n}\n"
                "struct A {\n  init(c: Int) {\n    self.init(d: 1)\n  }\n}\n")
        self.assertEqual([(one.name, one.line, one.line_count)
                          for one in swift_source.functions(code)],
                         [("f", 2, 1), ("init", 3, 1), ("init", 6, 3)])


class LimitTests(unittest.TestCase):
    def test_columns(self):
        self.assertEqual(found(limits.line_length, a_swift="x" * 100 + "\n" + "ä" * 100), [])
        self.assertEqual(found(limits.line_length, a_swift="x" * 101), ["a.swift"])

    def test_file_lines(self):
        self.assertEqual(found(limits.file_length, a_h="\n" * 600), [])
        self.assertEqual(found(limits.file_length, a_h="\n" * 601), ["a.h"])

    def test_function_lines(self):
        self.assertEqual(found(limits.function_length, a_swift=function(70)), [])
        self.assertEqual(found(limits.function_length, a_swift=function(71)), ["a.swift:f"])

    def test_parameters(self):
        four = ", ".join(f"{name}: Int" for name in "abcd")
        self.assertEqual(found(limits.parameter_count, a_swift=function(3, four)), [])
        self.assertEqual(found(limits.parameter_count, a_swift=function(3, four + ", e: Int")),
                         ["a.swift:f"])

    def test_folder(self):
        names = {f"a__f{index}_swift": "" for index in range(20)}
        self.assertEqual(found(limits.folder_size, **names), [])
        self.assertEqual(found(limits.folder_size, a__g_swift="", **names), ["a"])

    def test_one_type(self):
        self.assertEqual(found(limits.one_type, a_swift="struct A {}\nprivate struct B {}\n"), [])
        self.assertEqual(found(limits.one_type, a_swift="struct A {}\nenum B {}\n"), ["a.swift"])

        imports = "import class M.W\nimport struct M.S\n"
        self.assertEqual(found(limits.one_type, a_swift=imports + "struct A {}\n"), [])

    def test_file_name(self):
        self.assertEqual(found(limits.file_name, A_swift="struct A {}"), [])
        self.assertEqual(found(limits.file_name, **{"A+B_swift": "extension A {}"}), [])
        self.assertEqual(found(limits.file_name, A_swift="struct B {}"), ["A.swift"])


PACKAGE = '''let package = Package(
  targets: [
    .target(name: "Left"),
    .target(
      name: "Right", dependencies: ["Left"], swiftSettings: swift),
    .target(name: "Apart", dependencies: []),
  ],
'''


class StructureTests(unittest.TestCase):
    def test_c_targets_have_one_importer(self):
        header = {"Sources__CX__x_h": "", "Sources__A__a_swift": "internal import CX\n"}
        self.assertEqual(found(structure.c_imports, **header), [])
        header["Sources__B__b_swift"] = "import CX\n"
        self.assertEqual(found(structure.c_imports, **header), ["CX"])

    def test_options_belong_to_command_lines(self):
        option = 'hint("use --force")'
        self.assertEqual(found(structure.option_names, Sources__ucensus__a_swift=option), [])
        self.assertEqual(found(structure.option_names, Sources__Files__a_swift=option),
                         ["Sources/Files/a.swift"])

    def test_options_are_found_in_comments(self):
        comment = "/// As `--force` has it."
        self.assertEqual(found(structure.option_names, Sources__Files__a_swift=comment),
                         ["Sources/Files/a.swift"])
        for text in ("let a = b--c", "// --- a line"):
            with self.subTest(text=text):
                self.assertEqual(found(structure.option_names, Sources__Files__a_swift=text), [])

    def test_public_imports_are_of_the_product(self):
        package = '.library(name: "Face", targets: ["Right"]),\n' + PACKAGE
        swift = {"Sources__Right__a_swift": "internal import Left\npublic import Other\n"}

        def names(**files):
            texts = {path.replace("__", "/").replace("_swift", ".swift"): text
                     for path, text in files.items()}
            return [one.subject for one in structure.public_imports(
                Repository({"Package.swift": package, **texts}))]

        self.assertEqual(names(**swift), [])
        swift["Sources__Right__b_swift"] = "public import Left\n"
        self.assertEqual(names(**swift), ["Sources/Right/b.swift"])

    def test_unsafe_code_is_in_listed_folders(self):
        def subjects(code, folder="Sources/A"):
            table = f"| folder | gain |\n| -- | -- |\n| `{folder}` | speed |\n"
            return [one.subject for one in structure.unsafe_folders(
                Repository({structure.UNSAFE_DOCUMENT: table, "Sources/A/a.swift": code}))]

        self.assertEqual(subjects("let a = unsafe b\n"), [])
        self.assertEqual(subjects("let a = unsafe b\n", "Sources/B"),
                         ["Sources/A/a.swift", "Sources/B"])
        self.assertEqual(subjects("// unsafe, says the comment\n"), ["Sources/A"])

    def picture(self, text):
        return [one.message for one in structure.picture(
            Repository({"Package.swift": PACKAGE, "README.md": text}))]

    def test_arrows_are_dependencies(self):
        self.assertEqual(self.picture("dumps ══► Left ──► Right ══► Apart ──► CSV"), [])
        self.assertEqual(len(self.picture("Right ──► Left")), 1)
        self.assertEqual(len(self.picture("Left ──► Apart")), 1)
        self.assertEqual(len(self.picture("Left ══► Right")), 1)
        self.assertEqual(len(self.picture("no picture")), 1)


RULES_DOCUMENT = "# Rules\n## 2. Classes\n1. one\n2. two\n## 3. Phones\n"


class ReferenceTests(unittest.TestCase):
    def cited(self, text):
        return [one.message for one in references.citations(
            Repository({"Documentation/AuditRules.md": RULES_DOCUMENT,
                        "Documentation/Inputs.md": "# Inputs\n## Models and fields\n",
                        "a.swift": text}))]

    def test_sections_and_rules_exist(self):
        self.assertEqual(self.cited("/// AuditRules.md §2, rule 2; AuditRules.md\n/// §3"), [])
        self.assertEqual(self.cited('// Inputs.md, "Models and\n// fields"'), [])
        self.assertEqual(len(self.cited("// AuditRules.md §4")), 1)
        self.assertEqual(len(self.cited("// AuditRules.md §2, rule 3")), 1)
        self.assertEqual(len(self.cited('// Inputs.md, "Fields"')), 1)

    def test_documents_exist(self):
        self.assertEqual(found(references.documents, a_swift="// see b.md", docs__b_md=""), [])
        self.assertEqual(found(references.documents, a_swift="// see c.md", docs__b_md=""),
                         ["a.swift"])

    def test_links_lead_somewhere(self):
        self.assertEqual(found(references.links, a_md="[b](docs/b.md#c) [d](docs)",
                               docs__b_md="[a](../a.md) [w](https://w)"), [])
        self.assertEqual(found(references.links, a_md="[b](b.md)"), ["a.md"])


    def test_places_of_the_walk_exist(self):
        def names(text):
            return [one.message for one in references.walk(Repository({
                references.WALK: text, "Sources/A/B/C.swift": "", "data/d.json": ""}))]

        self.assertEqual(names("`A/B`, `A/B/C.swift`, `C.swift`, `data/d.json`, `word`"), [])
        self.assertEqual(len(names("`A/C`, `D.swift`")), 2)


class EnglishTests(unittest.TestCase):
    def test_prose_is_read(self):
        for text in ["// It stands in a file.", 'let a = "is no file"', "/// Whether it is so.",
                     "/* behind it */", "// The customer and his phones"]:
            with self.subTest(text=text):
                self.assertEqual(found(english.phrases, a_swift=text), ["a.swift"])

    def test_code_is_not(self):
        for text in ["let behind = 1", "// `behind`", "/// A phone.\n/// Whether it rings.",
                     "// There is no longer one."]:
            with self.subTest(text=text):
                self.assertEqual(found(english.phrases, a_swift=text), [])


class AllowListTests(unittest.TestCase):
    FINDINGS = [Finding("rule", "a.swift", "one"), Finding("rule", "a.swift", "two")]

    def complaints(self, text):
        return list(check.compare(self.FINDINGS, check.parse(text)))

    def test_what_is_allowed_passes(self):
        self.assertEqual(self.complaints("# reason\nrule a.swift 2\n"), [])

    def test_more_than_allowed_fails(self):
        self.assertEqual(len(self.complaints("")), 2)
        self.assertEqual(len(self.complaints("rule a.swift 1")), 3)

    def test_an_entry_that_allows_too_much_fails(self):
        self.assertEqual(len(self.complaints("rule a.swift 3")), 1)
        self.assertEqual(len(self.complaints("rule a.swift 2\nrule gone.swift 1")), 1)

    def test_option_names_have_no_exceptions(self):
        found_ones = [Finding("option-name", "a.swift", "one")]
        complaints = list(check.compare(found_ones, check.parse("option-name a.swift 1\n")))
        self.assertEqual(len(complaints), 1)

    def test_shrinking_never_adds(self):
        self.assertEqual(check.shrunk("# why\nrule a.swift 5\nrule b 1\n", self.FINDINGS),
                         "# why\nrule a.swift 2\n")
        self.assertEqual(check.shrunk("rule a.swift 1\n", self.FINDINGS), "rule a.swift 1\n")


if __name__ == "__main__":
    unittest.main()
