import Authenticator
import Secrets

/// Prints what one code costs in process, in microseconds, for each type: `make bench` runs it.
@main
enum CodeBenchmark {
  private static let rounds: UInt64 = 500_000

  static func main() throws {
    let secret = SecretArena().secret(copying: Array("12345678901234567890".utf8).span)
    for algorithm in [HashAlgorithm.sha1, .sha256, .sha512] {
      let credential = Credential(type: .totp, secret: secret, algorithm: algorithm)
      print("TOTP \(algorithm.rawValue)", try microseconds(credential), separator: "\t")
    }
  }

  /// The best of five runs: what disturbs a run only ever makes it longer.
  private static func microseconds(_ credential: Credential) throws -> Double {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    for _ in 0..<5 {
      var characters = 0
      let time = try clock.measure {
        for time in 0..<rounds { characters += try credential.code(at: time * 30).text.utf8.count }
      }
      precondition(characters == 6 * rounds)
      best = min(best, time)
    }
    return Double(Int64(best / .nanoseconds(1)) / Int64(rounds)) / 1000
  }
}
