import Auditing
import FaultSupport
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Whatever single call of a whole run fails, there are the old outputs or the new ones.
@Suite struct WholeRunFaultTests {
  private static let effects: [FileCall: [Fault.Effect]] = [
    .open: [.error(.ioError), .error(.permissionDenied), .error(.interrupted)],
    .create: [.error(.ioError), .error(.permissionDenied), .error(.noSpace), .error(.interrupted)],
    .read: [.error(.ioError), .error(.interrupted), .short],
    .readAt: [.error(.ioError), .error(.interrupted), .short, .end],
    .write: [.error(.ioError), .error(.noSpace), .error(.interrupted), .short, .end],
    .sync: [.error(.ioError), .error(.noSpace), .error(.interrupted)],
    .close: [.error(.ioError), .error(.noSpace), .error(.interrupted)],
    .rename: [.error(.ioError), .error(.noSpace), .error(.permissionDenied)],
    .link: [.error(.ioError), .error(.noSpace), .error(.notPermitted)],
    .unlink: [.error(.ioError), .error(.permissionDenied)],
    .makeDirectory: [.error(.ioError), .error(.noSpace), .error(.permissionDenied)],
  ]

  @Test(arguments: FaultScenario.all)
  func everyCallFailsOnce(_ scenario: FaultScenario) throws {
    let trial = try FaultTrial(scenario)
    var struck = 0
    for call in FileCall.allCases {
      for effect in Self.effects[call] ?? [.error(.ioError)] {
        var number = 1
        while try trial.run(Fault(call, number: number, effect)) { number += 1 }
        struck += number - 1
      }
    }
    #expect(struck > 100)
  }

  /// A process that is killed leaves what its calls so far have done, and no more.
  @Test(arguments: FaultScenario.all, [true, false])
  func killedBeforeEveryCall(_ scenario: FaultScenario, _ hasLinks: Bool) throws {
    let trial = try FaultTrial(scenario)
    var number = 1
    while try trial.runCutShort(by: .killed(before: number), hasLinks: hasLinks) { number += 1 }
    #expect(number > 50)
  }

  /// A disk that fails does not come back for the way back either.
  @Test(arguments: FaultScenario.all)
  func everyCallAndAllLaterOnesFail(_ scenario: FaultScenario) throws {
    let trial = try FaultTrial(scenario)
    for call in [FileCall.create, .write, .sync, .close, .rename, .link, .unlink] {
      var number = 1
      while try trial.runCutShort(
        by: Fault(call, number: number, .error(.ioError), isLasting: true))
      {
        number += 1
      }
    }
  }
}
