import Testing

@testable import Inventory

/// Pairs of user and device, each once (AuditRules.md §2, rule 3).
@Suite struct OwnedDevicesTests {
  private func link(_ user: Int, _ target: Int) -> OwnedDevices.Link {
    OwnedDevices.Link(user: user, target: target)
  }

  @Test func aPairCountsOnceHoweverOftenItIsStated() {
    let owned = OwnedDevices(
      [link(2, 7), link(0, 5), link(2, 3), link(2, 7), link(0, 5), link(2, 1)], userCount: 4)
    #expect(owned.linkCount == 4)
    #expect((0..<4).map { Array(owned.targets(of: $0)) } == [[5], [], [1, 3, 7], []])
  }

  @Test func aDeviceMayBelongToSeveralUsers() {
    let owned = OwnedDevices([link(1, 4), link(0, 4)], userCount: 2)
    #expect(owned.linkCount == 2)
    #expect(owned.contains(4, of: 0))
    #expect(owned.contains(4, of: 1))
    #expect(!owned.contains(3, of: 0))
    #expect(!owned.contains(5, of: 0))
  }

  @Test func nothingBelongsToAnyone() {
    let owned = OwnedDevices([], userCount: 1)
    #expect(owned.linkCount == 0)
    #expect(!owned.contains(0, of: 0))
  }
}
