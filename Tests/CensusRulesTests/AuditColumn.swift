import CensusModel
import CensusRules

/// A column as AuditRules.md §1 has it, typed by hand: what the built-in rule set is compared with.
struct AuditColumn: Sendable {
  /// The facts of a person, by the letters of the specification.
  struct Person {
    let facts: FactSet
    let p: Int
    var u: Bool { facts.contains(.ucmUser) }
    var v: Bool { facts.contains(.voicemail) }
    var w: Bool { facts.contains(.webex) }
    var s: Bool { facts.contains(.spark) }
    var e: Bool { facts.contains(.extensionMobility) }
    var r: Bool { facts.contains(.singleNumberReach) }
    var ccx: Bool { facts.contains(.contactCenterExpress) }
    var cce: Bool { facts.contains(.contactCenterEnterprise) }
    var t: Bool { facts.contains(.teams) }
    var tv: Bool { facts.contains(.teamsVoice) }
    var x: Bool { facts.contains(.exchange) }
    var o: Bool { facts.contains(.microsoft365) }
    var px: Bool { facts.contains(.pexip) }
  }

  enum Content: Sendable {
    case persons(@Sendable (Person) -> Bool)
    case other(Column.Kind)
  }

  let title: String
  let content: Content

  init(_ title: String, _ counts: @escaping @Sendable (Person) -> Bool) {
    self.title = title
    content = .persons(counts)
  }

  init(_ title: String, _ kind: Column.Kind) {
    self.title = title
    content = .other(kind)
  }

  /// All 36, in order.
  static let all: [AuditColumn] = [
    AuditColumn("Customer PKID", .customerPKID),
    AuditColumn("One Phone & Spark (No VM & No WebEx)") {
      $0.u && $0.p == 1 && $0.s && !$0.v && !$0.w
    },
    AuditColumn("One Phone (No VM & No WebEx & No Spark)") {
      $0.u && $0.p == 1 && !$0.s && !$0.v && !$0.w
    },
    AuditColumn("One Phone & VM (No WebEx)") { $0.u && $0.p == 1 && $0.v && !$0.w },
    AuditColumn("One Phone & WebEx") { $0.u && $0.p == 1 && $0.w },
    AuditColumn("Multiple Phones") { $0.u && $0.p >= 2 },
    AuditColumn("Users With More Than 10 Phones") { $0.u && $0.p > 10 },
    AuditColumn("UCM User (No Phone & No EM & No VM & No WebEx & No SNR & No Spark)") {
      $0.u && $0.p == 0 && !($0.e || $0.v || $0.w || $0.r || $0.s)
    },
    AuditColumn("SNR (No Phone & No EM & No VM & No WebEx & No Spark)") {
      $0.u && $0.p == 0 && $0.r && !($0.e || $0.v || $0.w || $0.s)
    },
    AuditColumn("VM (No Phone & No EM & No WebEx)") {
      $0.u && $0.p == 0 && $0.v && !($0.e || $0.w)
    },
    AuditColumn("WebEx (No Phone & No EM)") { $0.u && $0.p == 0 && $0.w && !$0.e },
    AuditColumn("Spark (No Phone & No EM & No SNR & No VM & No WebEx)") {
      $0.u && $0.p == 0 && $0.s && !($0.e || $0.r || $0.v || $0.w)
    },
    AuditColumn("EM & Spark (No Phone & No VM & No WebEx)") {
      $0.u && $0.p == 0 && $0.e && $0.s && !($0.v || $0.w)
    },
    AuditColumn("EM (No Phone & No SNR & No VM & No WebEx & No Spark)") {
      $0.u && $0.p == 0 && $0.e && !($0.r || $0.v || $0.w || $0.s)
    },
    AuditColumn("EM & SNR (No Phone & No VM & No WebEx & No Spark)") {
      $0.u && $0.p == 0 && $0.e && $0.r && !($0.v || $0.w || $0.s)
    },
    AuditColumn("EM & VM (No Phone & No WebEx)") { $0.u && $0.p == 0 && $0.e && $0.v && !$0.w },
    AuditColumn("EM & WebEx (No Phone)") { $0.u && $0.p == 0 && $0.e && $0.w },
    AuditColumn("Standalone Phones (No UCM User)", .standaloneDevices(.phone)),
    AuditColumn("Standalone WebEx (No UCM User)") { !$0.u && $0.w },
    AuditColumn("Standalone Voicemail (No UCM User)") { !$0.u && $0.v },
    AuditColumn("Contact Center Enterprise") { $0.cce },
    AuditColumn("Contact Center Express") { $0.ccx },
    AuditColumn("Standalone Spark (No UCM User)") { !$0.u && $0.s },
    AuditColumn("Public Sector", .setting(.publicSector)),
    AuditColumn("Inactive Billing", .setting(.inactiveBilling)),
    AuditColumn("Standalone Analog Ports (No UCM User)", .standaloneDevices(.analog)),
    AuditColumn("Standard Users with Spark") { person in
      // Columns 4, 5, 6, 10, 11, 16, 17, written out.
      let phone = (person.p == 1 && (person.v || person.w)) || person.p >= 2
      let noPhone = person.p == 0 && (person.v || person.w)
      return person.u && person.s && (phone || noPhone)
    },
    AuditColumn("MS Teams (No Voice)") { !$0.u && $0.t && !$0.tv },
    AuditColumn("MS Teams & Voice") { !$0.u && $0.t && $0.tv && !$0.x },
    AuditColumn("MS Teams & Voice & Exchange") { !$0.u && $0.t && $0.tv && $0.x },
    AuditColumn("MS O365 User (no Teams)") { !$0.u && $0.o && !$0.t },
    AuditColumn("Cisco and MS Integrated Service") { $0.u && $0.p >= 1 && $0.tv },
    AuditColumn("Multi-vendor Users") { $0.u && ($0.t || $0.o || $0.x || $0.px) },
    AuditColumn("PexIP only") { $0.px && !$0.u && !$0.t && !$0.o && !$0.x },
    AuditColumn("Phone Server Phones", .phoneServerPhones),
    AuditColumn("Site Count", .sites),
  ]
}
