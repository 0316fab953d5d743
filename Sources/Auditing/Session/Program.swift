/// The program as it names itself in reports' companions and columnar files.
public enum Program {
  /// The version, as `ucensus --version` prints it.
  public static let version = "0.1.0"
}
