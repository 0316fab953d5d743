/// The program as it names itself in reports' companions and columnar files.
public enum Program {
  /// The version that both programs print.
  public static let version = "0.1.0"
}
