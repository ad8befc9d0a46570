import Importers
import Secrets

/// What importing text gives.
func read(_ text: String) throws(ImportError) -> ImportResult {
  try read([UInt8](text.utf8))
}

/// What importing bytes gives.
func read(_ bytes: [UInt8]) throws(ImportError) -> ImportResult {
  try Importers.read(bytes.span, into: SecretArena())
}
