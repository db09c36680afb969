package io.tallystick.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
  @ParameterizedTest
  @CsvSource({
    "75, , cassandra_folder_in_use",
    "1, java.io.IOException: No space left on device, disk_full",
    "3, java.net.BindException: Address already in use, cassandra_port_in_use",
    "1, /127.0.0.1:20001 is in use by another process., cassandra_port_in_use",
    "1, Detected unreadable sstables /x/nb-1-big-Data.db, cassandra_folder_version",
    "1, There is insufficient memory for the Java Runtime Environment, out_of_memory",
    "3, java.lang.OutOfMemoryError: Java heap space, out_of_memory",
    "1, something else, cassandra_start_failed",
  })
  void exitStatusAndLogSayWhatIsWrong(int status, String log, String code) {
    assertThat(StartFailure.of(status, log == null ? "" : log).code()).isEqualTo(code);
  }
}
