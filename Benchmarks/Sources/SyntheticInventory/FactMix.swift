internal import CensusModel

/// How the facts of a customer's persons are drawn.
struct FactMix {
  /// How many persons in a thousand are accounts without a UCM user.
  private(set) var accountsPerThousand = 15
  private let isUniform: Bool
  /// For each service that goes by itself, how many users in a thousand have it.
  private var services: [(fact: Fact, perThousand: Int)] = []
  private var microsoft = 0
  /// Of those with a Microsoft account.
  private var teams = 0
  /// Of those with Teams.
  private var teamsVoice = 0
  /// Of those with a Microsoft account.
  private var exchange = 0

  /// A customer has most of a service or none of it. The first two have half of everything, so that
  /// even a small inventory has every fact and most combinations.
  init(_ facts: InventoryShape.Facts, customer: Int, using random: inout RandomStream) {
    isUniform = facts == .uniform
    let hasAll = customer < 2 || isUniform
    func bought(_ perThousand: Int, _ range: ClosedRange<Int>) -> Int {
      let share = random.within(range)
      let isBought = random.chance(perThousand)
      return hasAll ? share * 6 / 10 : isBought ? share : 0
    }
    services = [
      (.voicemail, bought(650, 700...950)), (.webex, bought(450, 700...900)),
      (.spark, bought(550, 700...950)), (.extensionMobility, bought(500, 80...250)),
      (.singleNumberReach, bought(500, 60...180)), (.pexip, bought(150, 100...300)),
      (.contactCenterExpress, bought(200, 30...80)),
      (.contactCenterEnterprise, bought(100, 30...80)),
    ]
    microsoft = bought(450, 700...950)
    teams = bought(900, 700...950)
    teamsVoice = bought(700, 300...800)
    exchange = bought(800, 750...950)
    if microsoft > 0 { accountsPerThousand = random.within(40...200) }
  }

  /// The facts of a UCM user. Who has no device often logs in to those of others.
  func user(deviceCount: Int, using random: inout RandomStream) -> FactSet {
    if isUniform {
      let all = UInt64(1) << UInt64(Fact.allCases.count) - 1
      return FactSet(rawValue: UInt16(random.next() & all)).union(FactSet(.ucmUser))
    }
    var facts = FactSet(.ucmUser)
    for (fact, share) in services {
      let isLogin = fact == .extensionMobility || fact == .singleNumberReach
      if random.chance(isLogin && deviceCount == 0 ? 3 * share : share) { facts.insert(fact) }
    }
    if random.chance(microsoft) { facts.formUnion(microsoftAccount(using: &random)) }
    return facts
  }

  /// The facts of an account that matched no UCM user: one service, or Microsoft's, which are one.
  func account(using random: inout RandomStream) -> FactSet {
    switch random.below(10) {
    case 0: return FactSet(.voicemail)
    case 1: return FactSet(.webex)
    case 2: return FactSet(.spark)
    case 3: return FactSet(random.chance(700) ? .contactCenterExpress : .contactCenterEnterprise)
    case 4: return FactSet(.pexip)
    case 5: return FactSet(.exchange)
    default: return microsoftAccount(using: &random)
    }
  }

  /// One in twenty has no licence, so that the account may be without any fact that counts.
  private func microsoftAccount(using random: inout RandomStream) -> FactSet {
    var facts: FactSet = random.chance(950) ? FactSet(.microsoft365) : []
    if random.chance(teams) {
      facts.insert(.teams)
      if random.chance(teamsVoice) { facts.insert(.teamsVoice) }
    }
    if random.chance(exchange) { facts.insert(.exchange) }
    return facts
  }
}
