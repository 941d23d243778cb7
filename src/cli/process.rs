//! What this process may leave behind and what it needs of the system. Asks and sets limits; decides nothing else.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Address space that a desk cannot begin with: allocators and the engine reserve far more than they use (a desk of 57 MiB
/// peaks at 1.1 GiB). With less the program is aborted by its allocator, without a word.
const LEAST_ADDRESS_SPACE: u64 = 768 * 1024 * 1024;

/// Sees to it that a crash writes no memory to the disk: keys and what people told lie in it.
pub fn leave_no_core() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::debug!(%error, "core dumps cannot be switched off");
    }
}

/// Refuses to begin where the address space is too small to go on.
///
/// # Errors
/// A sentence for the operator.
pub fn need_address_space() -> anyhow::Result<()> {
    let limit = getrlimit(Resource::As).current;
    anyhow::ensure!(
        limit.is_none_or(|limit| limit >= LEAST_ADDRESS_SPACE),
        "the address space of this process is limited to {} MiB and a desk needs {} MiB of it, though it uses far less \
         memory; raise the limit (ulimit -v, LimitAS=), and limit the memory in use instead (MemoryMax=)",
        limit.unwrap_or_default() >> 20,
        LEAST_ADDRESS_SPACE >> 20,
    );
    Ok(())
}
