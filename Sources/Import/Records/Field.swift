/// A fact that an export states of a record. One list for all systems: readers of forms need not
/// know systems, and the raw values are the words of `import-columns.csv`.
enum Field: String, Sendable {
  // Devices and users of CUCM.
  case name, description, devicePool, location, product, model
  case modelNumber, deviceClass, classNumber, owner, ownerKey, key
  case userId, mail, department, profile
  case associatedDevice, associatedUser, associatedDeviceKey
  /// Present where a form lists associated devices or profiles at all, even none.
  case listsDevices, listsProfiles
  /// `count(*)` of a query.
  case count
  // Accounts.
  case alias, isTemplate, objectId, userName, accountType, userType, isVoiceEnabled
  case softDeleted, recordError, assignedProducts, featureType
  // Licences and plans.
  case licence, licenceId, licenceName, consumedByUsers, siteUrl
  case planId, planStatus, productId, disabledPlan, productNumber
  /// The end of a licence, plan or product within a record.
  case endOfGroup
  // Of a page or a whole document.
  case total, nextPage, errorText, recognised
  /// A column that is known and of no use.
  case ignored = "-"
}
