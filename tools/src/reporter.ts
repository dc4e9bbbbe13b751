import type { TestCase } from 'vitest/node'
import { DefaultReporter } from 'vitest/node'

/** The default report, then the skipped tests counted by reason, then the closing line `N passed, N failed`. */
export default class OffprintReporter extends DefaultReporter {
  readonly counts = { passed: 0, failed: 0 }
  readonly skipped = new Map<string, number>()

  override onTestCaseResult(test: TestCase): void {
    super.onTestCaseResult(test)
    const result = test.result()
    if (result.state === 'passed') this.counts.passed++
    if (result.state === 'failed') this.counts.failed++
    if (result.state !== 'skipped') return
    const reason = result.note ?? 'no reason given'
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1)
  }

  override onTestRunEnd(...end: Parameters<DefaultReporter['onTestRunEnd']>): void {
    super.onTestRunEnd(...end)
    const [modules, unhandled] = end
    const brokenFiles = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests()].length === 0).length
    for (const [reason, count] of this.skipped) console.log(`skipped ${count}: ${reason}`)
    console.log(`${this.counts.passed} passed, ${this.counts.failed + brokenFiles + unhandled.length} failed`)
  }
}
