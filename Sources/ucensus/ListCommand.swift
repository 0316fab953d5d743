public import ArgumentParser
internal import Auditing
public import Report

extension ListFormat: ExpressibleByArgument {}

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the persons, phones or records that a column counts.",
    discussion: """
      EXAMPLES
        ucensus list dump/ --column 'Users With More Than 10 Phones'
        ucensus list june.ucol --column unclassified --format json
        ucensus list june.ucol --column 'orphan owners' --customer 'Alder Bank'

      A column is one of the report, or one of these: unclassified (persons in no column), orphan \
      owners (phones whose owner is no user of the customer), above site level (records that were \
      left out), unknown associations (device names of users that are no phone's). There is a row \
      for each one counted: if there are not as many as the report counts, the exit status is 70. \
      Of settings, the customers with Y are listed. Names stand folded, as they are compared.
      """)

  @OptionGroup var named: NamedOptions

  @Option(help: ArgumentHelp("The title of the column.", valueName: "title"))
  var column: String

  @Option(help: ArgumentHelp("How to write the list.", valueName: "csv|json"))
  var format = ListFormat.csv

  func run() throws {
    let warnings = try Listing.run(try named.request(), column: column, format: format) {
      Console.write($0)
    }
    for warning in warnings { Console.note(remark: "warning", warning) }
  }
}
