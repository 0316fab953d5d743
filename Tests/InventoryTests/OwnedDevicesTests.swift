import Testing

@testable import Inventory

/// Pairs of user and device, each once (AuditRules.md §2, rule 3).
@Suite struct OwnedDevicesTests {
  private func link(_ user: Int, _ target: Int) -> OwnedDevices.Link {
    OwnedDevices.Link(user: user, target: target)
  }

  @Test func aPairCountsOnceHoweverOftenItIsStated() {
    let ownership = OwnedDevices(
      [link(2, 7), link(0, 5), link(2, 3), link(2, 7), link(0, 5), link(2, 1)], userCount: 4)
    #expect(ownership.linkCount == 4)
    #expect((0..<4).map { Array(ownership.targets(of: $0)) } == [[5], [], [1, 3, 7], []])
  }

  @Test func aDeviceMayBelongToSeveralUsers() {
    let ownership = OwnedDevices([link(1, 4), link(0, 4)], userCount: 2)
    #expect(ownership.linkCount == 2)
    #expect(ownership.contains(4, of: 0))
    #expect(ownership.contains(4, of: 1))
    #expect(!ownership.contains(3, of: 0))
    #expect(!ownership.contains(5, of: 0))
  }

  @Test func nothingBelongsToAnyone() {
    let ownership = OwnedDevices([], userCount: 1)
    #expect(ownership.linkCount == 0)
    #expect(!ownership.contains(0, of: 0))
  }
}
