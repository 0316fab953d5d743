/// The 36 titles in order (AuditRules.md §1).
public let referenceTitles: [String] = [
  "Customer PKID",
  "One Phone & Spark (No VM & No WebEx)",
  "One Phone (No VM & No WebEx & No Spark)",
  "One Phone & VM (No WebEx)",
  "One Phone & WebEx",
  "Multiple Phones",
  "Users With More Than 10 Phones",
  "UCM User (No Phone & No EM & No VM & No WebEx & No SNR & No Spark)",
  "SNR (No Phone & No EM & No VM & No WebEx & No Spark)",
  "VM (No Phone & No EM & No WebEx)",
  "WebEx (No Phone & No EM)",
  "Spark (No Phone & No EM & No SNR & No VM & No WebEx)",
  "EM & Spark (No Phone & No VM & No WebEx)",
  "EM (No Phone & No SNR & No VM & No WebEx & No Spark)",
  "EM & SNR (No Phone & No VM & No WebEx & No Spark)",
  "EM & VM (No Phone & No WebEx)",
  "EM & WebEx (No Phone)",
  "Standalone Phones (No UCM User)",
  "Standalone WebEx (No UCM User)",
  "Standalone Voicemail (No UCM User)",
  "Contact Center Enterprise",
  "Contact Center Express",
  "Standalone Spark (No UCM User)",
  "Public Sector",
  "Inactive Billing",
  "Standalone Analog Ports (No UCM User)",
  "Standard Users with Spark",
  "MS Teams (No Voice)",
  "MS Teams & Voice",
  "MS Teams & Voice & Exchange",
  "MS O365 User (no Teams)",
  "Cisco and MS Integrated Service",
  "Multi-vendor Users",
  "PexIP only",
  "Phone Server Phones",
  "Site Count",
]

/// True if a person is counted in a column, by the number of the column in AuditRules.md §1. Numbers that
/// are not columns of persons are false.
func isCounted(_ p: ReferencePerson, inColumn column: Int) -> Bool {
  if (2...17).contains(column) || column == 27 { return isUserCounted(p, inColumn: column) }
  let microsoft = p.teams || p.licensed || p.mailbox
  switch column {
  case 19: return !p.user && p.webex
  case 20: return !p.user && p.voicemail
  case 21: return p.enterprise
  case 22: return p.express
  case 23: return !p.user && p.spark
  case 28: return !p.user && p.teams && !p.teamsVoice
  case 29: return !p.user && p.teams && p.teamsVoice && !p.mailbox
  case 30: return !p.user && p.teams && p.teamsVoice && p.mailbox
  case 31: return !p.user && p.licensed && !p.teams
  case 32: return p.user && p.phones >= 1 && p.teamsVoice
  case 33: return p.user && (microsoft || p.pexip)
  case 34: return p.pexip && !p.user && !microsoft
  default: return false
  }
}

private func isUserCounted(_ p: ReferencePerson, inColumn column: Int) -> Bool {
  if !p.user { return false }
  let one = p.phones == 1
  let none = p.phones == 0
  let (v, w, s, e, r) = (p.voicemail, p.webex, p.spark, p.mobility, p.reach)
  switch column {
  case 2: return one && s && !v && !w
  case 3: return one && !s && !v && !w
  case 4: return one && v && !w
  case 5: return one && w
  case 6: return p.phones >= 2
  case 7: return p.phones > 10
  case 8: return none && !e && !v && !w && !r && !s
  case 9: return none && r && !e && !v && !w && !s
  case 10: return none && v && !e && !w
  case 11: return none && w && !e
  case 12: return none && s && !e && !r && !v && !w
  case 13: return none && e && s && !v && !w
  case 14: return none && e && !r && !v && !w && !s
  case 15: return none && e && r && !v && !w && !s
  case 16: return none && e && v && !w
  case 17: return none && e && w
  case 27: return s && [4, 5, 6, 10, 11, 16, 17].contains { isUserCounted(p, inColumn: $0) }
  default: return false
  }
}

/// A UCM user in none of the buckets 2–6 and 8–17.
func isUnclassifiedUser(_ p: ReferencePerson) -> Bool {
  p.user && !(Array(2...6) + Array(8...17)).contains { isCounted(p, inColumn: $0) }
}

/// A person that is not a UCM user and is in none of the columns 19–23, 28–31, 34.
func isUnclassifiedAccount(_ p: ReferencePerson) -> Bool {
  !p.user && !(Array(19...23) + Array(28...31) + [34]).contains { isCounted(p, inColumn: $0) }
}
