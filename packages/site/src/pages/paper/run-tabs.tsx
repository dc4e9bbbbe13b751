import type { Estimate, LabError, MethodEntry } from '@offprint/lab'
import type { Paper } from '@offprint/papers'

import { paperAddress } from '../../addresses.ts'
import { Notice } from '../../components/notice.tsx'
import { EstimateLine, RunForm } from '../../components/run-form.tsx'
import type { FormField } from '../../forms/fields.ts'

export type TryTabProps = {
  readonly method: MethodEntry
  readonly fields: readonly FormField[]
  readonly values: Readonly<Record<string, unknown>>
  readonly estimate: Estimate
  /** Why the form that was just posted could not be taken; what was typed is kept in `values`. */
  readonly refusal?: LabError
}

/** The method's form on one's own text. */
export function TryTab({ method, fields, values, estimate, refusal }: TryTabProps) {
  return (
    <section>
      <h2 class="tab-title">{method.try?.title}</h2>
      {refusal !== undefined && refusal.issues.length === 0 && <Refusal refusal={refusal} />}
      <RunForm action={`/methods/${method.slug}/try`} fields={fields} values={values} issues={refusal?.issues ?? []} estimate={estimate} />
      <p class="quiet small">
        What you paste stays on this machine. The run gets an address that nobody can guess and that is listed nowhere; it can be deleted
        from there.
      </p>
    </section>
  )
}

export type ExperimentTabProps = {
  readonly method: MethodEntry
  readonly estimates: ReadonlyMap<string, Estimate>
  readonly refusal?: LabError
}

/** The method's experiments: the question, the sizes, what each costs, and the button. */
export function ExperimentTab({ method, estimates, refusal }: ExperimentTabProps) {
  return (
    <>
      {refusal !== undefined && <Refusal refusal={refusal} />}
      {method.experiments.map((experiment) => (
        <section class="experiment" id={experiment.name}>
          <h2 class="tab-title">{experiment.title}</h2>
          <p class="kind">{experiment.kind}</p>
          <p class="question">{experiment.question}</p>
          {experiment.sizes.map((size) => {
            const estimate = estimates.get(`${experiment.name} ${size}`)
            return (
              <form class="size-row" method="post" action={`/methods/${method.slug}/experiment`}>
                <input type="hidden" name="experiment" value={experiment.name} />
                <input type="hidden" name="size" value={size} />
                <button type="submit" class="second" disabled={(estimate?.missing.length ?? 0) > 0}>
                  Run {size}
                </button>
                {estimate && <EstimateLine estimate={estimate} />}
              </form>
            )
          })}
          <p class="command">
            <code>
              offprint experiment {method.slug}
              {method.experiments.length > 1 && ` --name ${experiment.name}`} --size{' '}
              {experiment.sizes.includes('small') ? 'small' : experiment.sizes[0]}
            </code>
          </p>
        </section>
      ))}
    </>
  )
}

/** Said where a tab was asked for that this paper does not have. */
export function NotRunnable({ paper }: { readonly paper: Paper }) {
  return (
    <Notice title="This paper does not run here yet">
      <p>
        {paper.slug === null ? 'Nobody has written its method for Offprint.' : 'Its claims are written down, its method is not.'}{' '}
        <a href={paperAddress(paper.id)}>Read it</a>, or see <a href="/methods">the papers that run</a>.
      </p>
    </Notice>
  )
}

function Refusal({ refusal }: { readonly refusal: LabError }) {
  const wait = refusal.retryAfterSeconds
  return (
    <Notice title="This was not started" tone="fails">
      <p>{refusal.message}</p>
      {wait !== undefined && (
        <p>Come back in {wait < 90 ? `${Math.ceil(wait)} seconds` : `${Math.ceil(wait / 60)} minutes`}; what you typed stands below.</p>
      )}
    </Notice>
  )
}
