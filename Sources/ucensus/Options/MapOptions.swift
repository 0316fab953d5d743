internal import ArgumentParser

/// The option of everything that reports several platforms as one.
struct MapOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Customers that have a PKID on each platform (CSV with the head from,to): what is counted of "
        + "one is reported with the other.", valueName: "file"))
  var customerMap: String?
}
