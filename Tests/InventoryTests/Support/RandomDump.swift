import CensusModel
import DumpReading

import struct TestSupport.SplitMix64

@testable import Inventory

/// Small dumps with few keys, so that everything collides with everything.
enum RandomDump {
  static func make(using random: inout SplitMix64) -> Dump {
    var dump = nodes
    for _ in 0..<Int.random(in: 1...400, using: &random) { add(to: &dump, &random) }
    return dump
  }

  /// Nested customers, sites by path and by PKID, and two nodes that contradict each other.
  private static let nodes: Dump = {
    var dump = Dump.base
    dump.node("T", "Site", below: Dump.pkid("c"), pkid: "pkid-t")
    dump.node("D", "Customer", at: Dump.site, pkid: Dump.pkid("d"))
    dump.node("V", "Site", at: Dump.site + ".D")
    dump.node("O", "Provider", at: "sys.hcs")
    dump.node("E", "Customer", at: "sys.hcs.O", pkid: Dump.pkid("e"))
    dump.node("W", "Site", below: Dump.pkid("e"))
    dump.node("X", "Site", at: Dump.customer, pkid: "pkid-x")
    dump.node("Y", "Site", at: Dump.customer, pkid: "pkid-x")
    return dump
  }()

  private static let places: [Location] = [
    .path(Dump.site), .path(Dump.site), .path(Dump.site), .path(Dump.customer),
    .path("sys.hcs.O.E.W"), .hierarchy("pkid-t"), .path(Dump.site + ".D.V"),
    .path(Dump.site + ".D"), .path("sys"), .path(Dump.customer + ".X"), .hierarchy("pkid-x"),
  ]

  private static let roles = Role.allCases.filter(\.isCounted)

  private static func add(to dump: inout Dump, _ random: inout SplitMix64) {
    func key() -> String { ["", "a", "b", "c", "d", "e", "a@x"].randomElement(using: &random)! }
    let place = places.randomElement(using: &random)!
    let role = roles.randomElement(using: &random)!
    switch role {
    case .phone:
      let product = ProductClass(
        product: key(), recordClass: ["", "phone", "gw"].randomElement(using: &random)!)
      dump.items.append(.phone(texts: [key(), key()], product, place))
    case .user:
      let devices = (0..<Int.random(in: 0...3, using: &random)).map { _ in key() }.filter {
        $0 != ""
      }
      let profiles = (0..<Int.random(in: 0...2, using: &random)).map { _ in key() }.filter {
        $0 != ""
      }
      dump.items.append(
        .record(.user, detail: devices.count, texts: [key(), key()] + devices + profiles, place))
    case .webex, .spark, .singleNumberReachProfile:
      dump.items.append(.record(role, detail: 0, texts: [key(), key()], place))
    default:
      dump.items.append(
        .record(role, detail: Int.random(in: 0...1, using: &random), texts: [key()], place))
    }
  }
}
