internal import ArgumentParser

struct SharesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shares",
    abstract: "Divide packed files by customer, so that many machines can count a dump.",
    discussion: """
      EXAMPLES
        ucensus pack a.jsonl --dump june -o a.pack --index a.index
        ucensus pack b.jsonl --dump june -o b.pack --index b.index
        ucensus shares plan a.index b.index -o june.plan
        ucensus shares cut a.pack --routes a.routes -o a.shares

      For programs that spread an audit over machines, where the records of a customer may be in \
      any file. Each machine packs some files of the dump. plan takes the indexes of all packed \
      files, settles the hierarchy, and says which share counts which customer; cut takes one \
      packed file apart accordingly. Numbered partial audits count the indexes, which is part 1, \
      and of each share its nodes and what all packed files have of it; a merge makes the reports.

      Documentation/PackFormat.md describes what is written. Shares and indexes hold names.
      """,
    subcommands: [Plan.self, Cut.self])
}
