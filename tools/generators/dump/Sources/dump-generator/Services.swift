/// The services that a customer has bought: for each, how many users in a thousand have it.
struct Services {
  var voicemail = 0
  var webex = 0
  var spark = 0
  var extensionMobility = 0
  var singleNumberReach = 0
  var contactCenterExpress = 0
  var contactCenterEnterprise = 0
  var microsoft = 0
  /// Of those with a Microsoft account.
  var teams = 0
  /// Of those with Teams.
  var teamsVoice = 0
  /// Of those with a Microsoft account.
  var exchange = 0
  var pexip = 0
  var phoneServer = 0
  /// Persons without a call manager user, to a thousand users.
  var outsiders = 15

  /// A customer has most of a service or none of it. The first two have half of everything, so that
  /// even a small dump shows every service and most combinations.
  init(customer index: Int, using random: inout RandomSource) {
    func bought(_ perThousand: Int, _ range: ClosedRange<Int>) -> Int {
      let share = random.within(range)
      let isBought = random.chance(perThousand)
      return index < 2 ? share * 6 / 10 : isBought ? share : 0
    }
    voicemail = bought(650, 700...950)
    webex = bought(450, 700...900)
    spark = bought(550, 700...950)
    extensionMobility = bought(500, 80...250)
    singleNumberReach = bought(500, 60...180)
    microsoft = bought(450, 700...950)
    teams = bought(900, 700...950)
    teamsVoice = bought(700, 300...800)
    exchange = bought(800, 750...950)
    pexip = bought(150, 100...300)
    phoneServer = bought(150, 20...60)
    contactCenterExpress = index == 1 ? 0 : bought(200, 30...80)
    contactCenterEnterprise = index == 0 ? 0 : bought(100, 30...80)
    if microsoft > 0 { outsiders = random.within(50...250) }
    if index < 2 { outsiders = 250 }
  }
}
