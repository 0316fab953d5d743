internal import ArgumentParser

/// The option of everything that adds up several inputs.
struct SharedOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Add up customers that several inputs hold, each a part of the customer; without it such inputs "
        + "are refused, as two months of one cluster would count twice."))
  var addSharedCustomers = false
}
