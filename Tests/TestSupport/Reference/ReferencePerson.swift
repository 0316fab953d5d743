/// The facts of a person, by the letters of AuditRules.md §1.
struct ReferencePerson {
  /// The user id, or the key of the account.
  var name: Bytes = []
  /// U: a UCM user.
  var user = false
  /// P: counted phones.
  var phones = 0
  /// V: voicemail.
  var voicemail = false
  /// W: WebEx Meetings.
  var webex = false
  /// S: Spark.
  var spark = false
  /// E: extension mobility.
  var mobility = false
  /// R: SNR.
  var reach = false
  /// CCX.
  var express = false
  /// CCE.
  var enterprise = false
  /// T: Teams.
  var teams = false
  /// TV: Teams with voice.
  var teamsVoice = false
  /// X: Exchange mailbox.
  var mailbox = false
  /// O: licensed Microsoft 365 user.
  var licensed = false
  /// PX: PexIP user.
  var pexip = false

  /// max(1, ⌈P/10⌉).
  var licenses: Int { max(1, (phones + 9) / 10) }
}
