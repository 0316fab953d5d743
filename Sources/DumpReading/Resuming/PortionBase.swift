/// Where a portion of a plan begins: its positions are kept relative to it, so that they hold in
/// another plan that has the same files elsewhere.
struct PortionBase {
  var file: Int
  var dump: Int
}
