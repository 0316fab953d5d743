/// A system whose exports can be read.
public enum SourceSystem: String, CaseIterable, Sendable {
  case cucm, unity, webex, microsoft, uccx, ucce, pexip, phoneserver
}
